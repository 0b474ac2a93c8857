/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Papers that a lab needs beside its story (domain.md section 6): the consent form, who sees what, the
 * handover, what is known about one person, sheets for the review, the closing. Each is a document like any other. */
#pragma once

#include "pt-dataset.h"
#include "pt-document.h"
#include "pt-story-names.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  const char *id;       /* "consent-form" */
  const char *label;    /* N_() */
  bool needs_person;    /* options->person */
  bool about_laptop;    /* options->lost, where there is more than one */
  const char *langs[4]; /* in which it can be had, ended by NULL */
  bool tells_erasures;  /* options->erasures and the devices' coverage */
  bool own_text;        /* options->text replaces ours */
  bool hides_names;     /* options->real_name is asked, to take names out of texts */
} PtPaper;

/* The @i-th; NULL past the end. */
const PtPaper *pt_paper_nth (guint i);
const PtPaper *pt_paper_find (const char *id);

/* (transfer full): our text of the consent form in @lang. */
char *pt_paper_dup_text (const char *lang);

/* A laptop of the team, as the hub knows it. */
typedef struct
{
  const char *name;
  const char *last_on; /* civil date of its last contact; NULL = never */
  const char *member;  /* who uses it; or NULL */
  int64_t coverage;    /* of a receipt: the last order to erase that it carried out */
  bool is_gone;        /* does not take part any more */
} PtPaperDevice;

typedef struct
{
  const char *lang;   /* one of the paper's */
  const char *today;  /* civil date */
  const char *text;   /* of a consent form: the lab's own instead of ours; or NULL */
  const char *person; /* id of a stakeholder; or NULL */
  const char *name;   /* their real name and how to reach them, when this laptop knows; or NULL */
  const char *contact;
  PtHouse *house;         /* how the house wants it to look; or NULL */
  PtNameSource real_name; /* of everybody, to take them out of texts; or NULL */
  gpointer real_name_data;
  const PtPaperDevice *devices;
  guint n_devices;
  const PtPaperDevice *lost; /* the laptop that it is about; NULL = the only one */
  const GPtrArray *erasures; /* PtErasure: what was ordered; or NULL */
  guint n_due;               /* orders of this person that nobody could give yet */
  bool keeps_log;            /* the server's database may have the words for a while */
  const char *destroyed_on;  /* of a closing: when this laptop's real names went; or NULL */
} PtPaperOptions;

/**
 * pt_paper_compose:
 * @data: everything of the logbook
 * @id: of a paper
 *
 * The same records give the same document. Everything in it is for the team or for the person it is
 * about; it does not pass the gate of narratives.
 *
 * Returns: (transfer full) (nullable): %NULL with a sentence: no such paper, language or person
 */
PtDocument *pt_paper_compose (PtDataset *data, const char *id, const PtPaperOptions *options,
                              GError **error);

G_END_DECLS
