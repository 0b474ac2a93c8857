/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A laptop that is lost or stolen (domain.md section 6): what was on it at most, the draft for the report
 * of a data breach, and how to go on. It is for the coordinator and the privacy officer; the draft has
 * numbers only, since it goes to others. */
#include "pt-paper-private.h"

#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ── What was on it ── */

/* A laptop of the core team has all that was shared until its last contact; of the only laptop it is all. */
static bool
was_there (PtPaperWriter *self, PtRecord *record)
{
  const PtPaperDevice *lost = self->options->lost;
  g_autofree char *made_on = pt_date_of_instant (pt_record_get_created_at (record), 0);

  if (lost == NULL)
    return true;
  return pt_record_get_sharing (record) != PT_SHARING_PRIVATE
         && (lost->last_on == NULL || strcmp (made_on, lost->last_on) <= 0);
}

static bool
is_person (PtRecord *record)
{
  return pt_paper_is (record, "kind", "person");
}

static bool
is_sensitive (PtRecord *record)
{
  return g_strcmp0 (pt_record_get_strictest (record, "sensitive"), "true") == 0;
}

static bool
has_file (PtRecord *record)
{
  return pt_record_get_text (record, "sha256") != NULL;
}

typedef bool (*Is) (PtRecord *record);

static const struct
{
  const char *label; /* NC_ ("story", …) */
  const char *kind;
  Is is; /* NULL = all of the kind */
} counted[] = {
  { NC_ ("story", "Persons, by the names in the logbook"), "stakeholder", is_person },
  { NC_ ("story", "Notes in the logbook"), "entry", NULL },
  { NC_ ("story", "of which sensitive"), "entry", is_sensitive },
  { NC_ ("story", "Photos, recordings and other files"), "attachment", has_file },
  { NC_ ("story", "Acts of consent"), "consent", NULL },
};

/* (transfer container): also what was archived, which is on a disk as well. */
static GPtrArray *
find (PtPaperWriter *self, const char *kind, Is is)
{
  GPtrArray *all = pt_dataset_list_all (self->data);
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (strcmp (pt_record_get_kind_id (all->pdata[i]), kind) == 0
        && (is == NULL || is (all->pdata[i])) && was_there (self, all->pdata[i]))
      g_ptr_array_add (found, all->pdata[i]);
  return found;
}

static void
add_laptop (PtPaperWriter *self, PtBlock *table)
{
  const PtPaperDevice *lost = self->options->lost;
  g_autofree char *day = lost != NULL ? pt_paper_date (self, lost->last_on) : NULL;

  if (lost == NULL)
    return;
  pt_paper_fact (table, pt_paper_say (self, NC_ ("story", "Laptop")), lost->name);
  pt_paper_fact (table, pt_paper_say (self, NC_ ("story", "Used by")), lost->member);
  pt_paper_fact (table, pt_paper_say (self, NC_ ("story", "Last contact with the team server")),
                 day != NULL ? day : pt_paper_say (self, NC_ ("story", "never")));
  pt_paper_fact (table, pt_paper_say (self, NC_ ("story", "Access to the team server")),
                 lost->is_gone
                     ? pt_paper_say (self, NC_ ("story", "taken away"))
                     : pt_paper_say (self, NC_ ("story", "not taken away yet: do that first")));
}

static void
add_counts (PtPaperWriter *self, PtBlock *table)
{
  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    {
      g_autoptr (GPtrArray) found = find (self, counted[i].kind, counted[i].is);
      g_autofree char *count = g_strdup_printf ("%u", found->len);

      pt_paper_fact (table, pt_paper_say (self, counted[i].label), count);
    }
}

static void
add_held (PtPaperWriter *self)
{
  PtBlock *table = pt_paper_facts (self, NULL);

  pt_paper_heading (self, pt_paper_say (self, NC_ ("story", "What was on it at most")));
  add_laptop (self, table);
  add_counts (self, table);
  pt_paper_add_table (self, table);
}

static void
add_list (PtPaperWriter *self, const char *heading, const char *kind, Is is, const char *none)
{
  g_autoptr (GPtrArray) found = find (self, kind, is);
  PtBlock *list = pt_paper_list ();

  pt_paper_heading (self, heading);
  for (guint i = 0; i < found->len; i++)
    {
      g_autofree char *date = strcmp (kind, "entry") == 0 ? pt_record_dup_date (found->pdata[i])
                                                          : NULL;
      g_autofree char *day = pt_paper_date (self, date);

      pt_paper_item (self, list, found->pdata[i], day);
    }
  pt_paper_add_list (self, list, none);
}

/* ── The report ── */

static void
say (PtPaperWriter *self, const char *msgid)
{
  pt_paper_line (self, PT_STYLE_PLAIN, NULL, pt_paper_say (self, msgid));
}

static void
add_contact (PtPaperWriter *self)
{
  const char *contact = self->logbook != NULL
                            ? pt_record_get_text (self->logbook, "privacy_contact")
                            : NULL;
  g_autofree char *line = contact != NULL ? pt_paper_say_with (
                              self, NC_ ("story", "Who can be asked about this: %s"), contact)
                                          : NULL;

  if (line != NULL)
    pt_paper_line (self, PT_STYLE_PLAIN, self->logbook, line);
  else
    pt_document_add (
        self->document,
        pt_block_new_blanks (pt_paper_say (self, NC_ ("story", "Who can be asked about this")), 1));
}

/* GDPR, article 33(3): nature, persons and records concerned, contact, consequences, measures. */
static void
add_report (PtPaperWriter *self)
{
  const PtPaperDevice *lost = self->options->lost;

  pt_paper_heading (self,
                    pt_paper_say (self, NC_ ("story", "Draft for the report of a data breach")));
  say (self, NC_ ("story",
                  "To be judged by your privacy contact within 72 hours after you knew of "
                  "it. Change it where it is otherwise. The lists at the end are for yourselves."));
  pt_document_add (self->document,
                   pt_block_new_blanks (pt_paper_say (self, NC_ ("story", "We knew of it on")), 1));
  say (self,
       NC_ ("story", "What happened: a laptop with a copy of the logbook of our field lab was "
                     "lost or stolen. What was on it is counted above."));
  say (self, NC_ ("story", "Protected persons are in the logbook under a name that is not theirs. "
                           "Their real names are in an encrypted file, on a laptop only when its "
                           "user put them there: check whether they were on this one, and whether "
                           "its disk was encrypted."));
  say (self,
       NC_ ("story", "What may come of it: whoever can read the disk reads what people told in "
                     "confidence, and may recognise who it is about."));
  say (self, lost != NULL && lost->is_gone
                 ? NC_ ("story", "What was done: its access to the team server was taken away.")
                 : NC_ ("story", "What was done:"));
  add_contact (self);
}

/* ── Going on ── */

static void
add_way_on (PtPaperWriter *self)
{
  static const char *const shared[] = {
    NC_ ("story", "Begin on a new laptop with an invite: all that was shared comes back."),
    NC_ ("story", "The real names come back from a key file, or from a backup with a passphrase."),
    NC_ ("story",
         "What is gone, unless there is a backup of that laptop: notes that were private, and what "
         "was written after its last contact."),
  };
  static const char *const alone[] = {
    NC_ ("story", "Put the last backup back on a new laptop."),
    NC_ ("story", "The real names come back from a key file, or from a backup with a passphrase."),
    NC_ ("story", "What is gone: what was written after that backup."),
  };
  const char *const *lines = self->options->lost != NULL ? shared : alone;

  pt_paper_heading (self, pt_paper_say (self, NC_ ("story", "How to go on")));
  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    say (self, lines[i]);
}

void
pt_paper_lost_laptop (PtPaperWriter *self)
{
  add_held (self);
  add_report (self);
  add_way_on (self);
  add_list (self, pt_paper_say (self, NC_ ("story", "Persons, by the names in the logbook")),
            "stakeholder", is_person, pt_paper_say (self, NC_ ("story", "Nobody.")));
  add_list (self, pt_paper_say (self, NC_ ("story", "Sensitive notes")), "entry", is_sensitive,
            pt_paper_say (self, NC_ ("story", "None.")));
}
