/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The consent form: a text in light Markdown, ours or the lab's own. */
#include "pt-paper-private.h"

#include <glib/gi18n-lib.h>

char *
pt_paper_dup_text (const char *lang)
{
  return pt_paper_template_ours ("consent-form", lang);
}

char *
pt_paper_consent_title (PtPaperWriter *self)
{
  g_autofree char *text = pt_paper_template_load (self, "consent-form");

  return pt_paper_template_title (text, _ ("Consent form"));
}

void
pt_paper_consent_form (PtPaperWriter *self)
{
  g_autofree char *text = pt_paper_template_load (self, "consent-form");

  pt_paper_template_write (self, text);
}
