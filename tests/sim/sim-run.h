/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One simulated history: a hub, some laptops, what truly happened, and the first thing that is not
 * as it should be. */
#pragma once

#include "sim-transport.h"
#include "sim-world.h"

G_BEGIN_DECLS

#define SIM_MAX_DEVICES 8

/* An editor that somebody left open. */
typedef struct
{
  PtEdit *edit;
  SimSet *seen; /* what was on the screen when it opened */
} SimEditor;

/* A copy of a logbook's folder and of its laptop's state folder, or a backup file. */
typedef struct
{
  char *folder;          /* or the file */
  char *home;            /* NULL for a backup */
  guint64 device, inode; /* of the database that was copied */
  SimSet *known, *own, *received, *declined, *withdrawn, *beside;
  int64_t ordinal;
  guint stick;
} SimCopy;

/* On its way, see sim-stick.c. */
typedef struct _SimStick SimStick;
void sim_stick_free (SimStick *self);

typedef struct
{
  guint number;
  char *home;   /* state folder of the laptop; copied folders on one laptop share it */
  char *folder; /* of the logbook */
  PtWorld *world;
  PtStore *stores[2]; /* two programs may have it open; NULL = not */
  guint n_errands;    /* under way */
  gboolean has_left;  /* once, and threw its token away; its folder may have been put back since */
  SimSet *known;      /* saves that it has, or has heard of through one that had seen them */
  SimSet *own;        /* saves in its own queue and history */
  SimSet *received;   /* saves that pages brought */
  SimSet *declined; /* saves of its own that it has taken back: the coordinator did not want them */
  SimSet *withdrawn; /* likewise, kept as private, since the hub had nothing of the record */
  SimSet *
      beside; /* own saves of a database over which an older one was put: their files are still there */
  int64_t ordinal;        /* of the last own save that is in SimTruth */
  PtRecord *acknowledged; /* as saved just before the power went; NULL = none was */
  GPtrArray *editors;     /* SimEditor */
  SimCopy *copy, *backup;
  SimStick *stick;    /* NULL = none is under way */
  guint newest_stick; /* that it knows to have filled: the serial of the action; 0 = none */
  guint64 place[2];   /* device and inode of the database, as sim_copy_note_place() found them */
} SimDevice;

/* What is out of the power of all: that the whole disk of the hub goes back, with what stands outside
 * every backup, and that of a laptop with its state folder, and that this laptop speaks first. A run
 * draws either. */
typedef enum
{
  SIM_WITNESS_OF_NOBODY,
  SIM_WITNESS_OF_HUB,
  SIM_WITNESS_OF_LAPTOP,
} SimWitness;

typedef struct
{
  uint64_t seed;
  SimBreak breakage;
  char *base;
  PtWorld *hub_world;
  SimTruth *truth;
  SimHub *hub;
  GPtrArray *devices;     /* SimDevice */
  char *founder;          /* the member who coordinates */
  char *token;            /* of the founder's laptop */
  GHashTable *away;       /* members who were revoked */
  GHashTable *first_sent; /* op id → what it had seen (JsonObject); for a breakage */
  GHashTable *files;      /* sha256 → what is in an attached file */
  SimWitness lost_witness;
  guint n_folders;
  guint serial;  /* of the action under way */
  char *problem; /* NULL = all is well */
} SimRun;

/* A hub, and laptops that have joined. */
SimRun *sim_run_new (const char *base, uint64_t begin);
/* What happens from now on. */
void sim_run_start (SimRun *self, uint64_t seed, SimBreak breakage);
void sim_run_free (SimRun *self);
void sim_run_fail (SimRun *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* After a fault of a disk: it is sound again, less what it lost. */
void sim_run_mend_disk (SimRun *self);
/* What happens, line by line, for who replays a script. */
extern gboolean sim_trace_on;
void sim_trace (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* A path in the run's folder that was not used before. */
char *sim_run_make_path (SimRun *self, const char *name);

G_END_DECLS
