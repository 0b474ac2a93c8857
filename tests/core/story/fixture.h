/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small logbooks for story tests, made of real records without a store. */
#pragma once

#include "pt-edit.h"
#include "pt-story.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *records; /* PtRecord */
  GHashTable *files;  /* attachment id → GBytes */
  GHashTable *names;  /* stakeholder id → real name: what the identity table holds */
  PtVector *seen;
  int64_t counter;
  int64_t questions;
} Fixture;

Fixture *fixture_new (void);
void fixture_free (Fixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

/* Pairs of field and text, ended by NULL: "yes!"/"no!" are booleans, a name field/key is set true
 * whatever else its text is. Returns @id. */
const char *fixture_add (Fixture *self, const char *kind, const char *id,
                         ...) G_GNUC_NULL_TERMINATED;
/* What another laptop said of the record @id at the same time: @field has two versions after it. */
void fixture_also (Fixture *self, const char *id, const char *field, const char *text);
void fixture_link (Fixture *self, const char *from, const char *kind, const char *to);
void fixture_add_edit (Fixture *self, PtEdit *edit);
void fixture_add_batch (Fixture *self, PtEdit *logbook, PtBatch *batch);
/* A quote's consent to @uses and @reach, one key each. */
void fixture_consent (Fixture *self, const char *id, const char *who, const char *act,
                      const char *use, const char *reach, const char *replaces);
/* (transfer full): in the order added, or the other way round. */
PtDataset *fixture_dataset (Fixture *self, bool backwards);
GBytes *fixture_load (const char *attachment, gpointer data);
char *fixture_real_name (const char *stakeholder, gpointer data);

/* (transfer full): the words of the narrative for @audience in @lang. */
char *fixture_tell (Fixture *self, const char *audience, const char *lang);
PtDocument *fixture_compose (Fixture *self, const char *audience, const char *lang);
/* (transfer full): all bytes of all formats for @audience, one after the other. */
char *fixture_write_all (Fixture *self, PtDataset *data, const char *audience, const char *lang);
PtNarrativeOptions fixture_options (Fixture *self, const char *audience, const char *lang);

G_END_DECLS
