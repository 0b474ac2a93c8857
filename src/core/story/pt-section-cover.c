/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cover (0): for whom this is, about which time, who answers for it, and who paid. The title
 * stands above it already. */
#include "pt-story-teller.h"

#include "pt-story-words.h"

#include <glib/gi18n-lib.h>

static void
tell_line (PtTeller *self, const char *place, const char *lead, const char *text)
{
  g_autofree char *line = text != NULL ? g_strjoin (" ", pt_teller_say (self, lead), text, NULL)
                                       : NULL;

  if (line != NULL)
    pt_teller_made (self, PT_STYLE_COVER, place, self->logbook, line);
}

static void
tell_logos (PtTeller *self)
{
  g_autoptr (GPtrArray) logos = pt_dataset_children (self->data, "attachment", "owner",
                                                     pt_record_get_id (self->logbook));

  for (guint i = 0; i < logos->len; i++)
    if (pt_gate_photo (self->gate, logos->pdata[i]))
      pt_teller_photo (self, PT_STYLE_COVER, logos->pdata[i]);
}

void
pt_section_cover (PtTeller *self)
{
  const PtVocabulary *audiences = pt_vocabulary_get ("narrative.audience");

  if (self->logbook == NULL)
    return;
  g_autofree char *controller = pt_gate_line (self->gate, self->logbook, "controller");
  g_autofree char *period = self->from_on != NULL
                                ? pt_words_period (self->lang, self->from_on, self->to_on)
                                : NULL;

  tell_line (self, "audience", NC_ ("story", "Written for:"),
             pt_term_label_in (audiences, self->audience->key, self->lang));
  tell_line (self, "period", NC_ ("story", "Period:"), period);
  tell_line (self, "controller", NC_ ("story", "Responsible:"), controller);
  pt_teller_field (self, PT_STYLE_COVER, NULL, self->logbook, "funding_statement");
  tell_logos (self);
}
