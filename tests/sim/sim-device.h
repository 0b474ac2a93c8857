/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A laptop with a logbook: opening it and saving, with the bookkeeping for SimTruth. */
#pragma once

#include "sim-run.h"

G_BEGIN_DECLS

/* The first one, which brings its logbook to the hub; and others, which join. They stand in
 * run->devices at once. */
void sim_device_found (SimRun *run);
void sim_device_join (SimRun *run);
/* With a folder and a state folder that are there already, which it takes, and with what @like knows
 * (NULL = nothing). */
SimDevice *sim_device_new_from (SimRun *run, char *home, char *folder, const SimDevice *like);
void sim_device_free (SimDevice *self);

/* Makes its laptop's state folder the process's own: call before anything that touches its stores. */
void sim_device_enter (SimRun *run, SimDevice *self);
PtStore *sim_device_open (SimRun *run, SimDevice *self, guint which);
/* A record there is, without reading it. */
typedef struct
{
  char *id;
  char *kind;
  gboolean is_private;
} SimName;

/* (transfer full): of SimName. */
GPtrArray *sim_device_list_names (SimDevice *self);
void sim_device_close (SimDevice *self);
/* Whether its disk failed just now; when the power went, everything is closed, and opened anew from
 * what the disk still has, as soon as no errand is under way. */
gboolean sim_device_recover (SimRun *run, SimDevice *self);

/* Saves @edit, made when @seen was on the screen; NULL = now. FALSE: refused with a sentence. */
gboolean sim_device_save (SimRun *run, SimDevice *self, guint which, PtEdit *edit,
                          const SimSet *seen);
/* Puts the saves that were made since into SimTruth; those on @record
 * (NULL = on any) had seen @seen (NULL = everything until then). */
void sim_device_note (SimRun *run, SimDevice *self, const char *record, const SimSet *seen);
/* Fails the run unless @record, as it was saved before the power went, is there when it is back. */
void sim_device_check_acknowledged (SimRun *run, SimDevice *self, PtRecord *record);
/* What it knows; borrows its sets. */
SimView sim_device_view (SimRun *run, SimDevice *self);
/* Fails the run unless what is shown is what survives. */
void sim_device_check_record (SimRun *run, SimDevice *self, const char *record);
void sim_device_check (SimRun *run, SimDevice *self);

/* How many own saves got new numbers so far. */
guint sim_device_count_forked (SimRun *run, SimDevice *self);

/* (transfer full) (nullable): as the hub knows it; NULL when it has left. */
char *sim_device_dup_token (SimRun *run, SimDevice *self);

void sim_editor_free (SimEditor *self);
void sim_copy_free (SimCopy *self);

G_END_DECLS
