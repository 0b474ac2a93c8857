/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Papers that are a text in light Markdown, ours or the lab's own, in which `[]` begins a box to tick and
 * `____` a line to write on. What the logbook knows goes in for {lab}, {contact}, {until}, {controller}
 * and {privacy}; what it does not know becomes room to write. */
#include "pt-paper-private.h"

#include <string.h>

#define RESOURCE "/nl/proeftuin/Proeftuin/story/%s.%s.md"
#define ROOM "________________"
#define BOX "[] "
#define LINE "____ "
#define WRITING_LINES 1

/* (transfer full) */
static char *
value_of (PtPaperWriter *self, const char *field)
{
  char *value = self->logbook != NULL ? pt_paper_value (self, self->logbook, field) : NULL;

  return value != NULL ? value : g_strdup (ROOM);
}

char *
pt_paper_template_fill (char *text, const char *name, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (text, name, -1);

  g_free (text);
  return g_strjoinv (value, parts);
}

static char *
fill_field (PtPaperWriter *self, char *text, const char *name, const char *field)
{
  g_autofree char *value = value_of (self, field);

  return pt_paper_template_fill (text, name, value);
}

char *
pt_paper_template_ours (const char *name, const char *lang)
{
  g_autofree char *path = g_strdup_printf (RESOURCE, name, lang);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_assert (bytes != NULL);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* The field of the logbook with what the lab wrote about privacy in @lang. */
static const char *
privacy_field (const char *lang)
{
  static const struct
  {
    const char *lang, *field;
  } fields[] = { { "nl", "privacy_text" },
                 { "en", "privacy_text_en" },
                 { "fr", "privacy_text_fr" } };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].lang, lang))
      return fields[i].field;
  g_assert_not_reached ();
}

/* (transfer full): what the lab wrote in the language of the paper, or ours: who reads only French
 * has nothing of Dutch. */
static char *
dup_privacy (PtPaperWriter *self)
{
  const char *own = self->logbook != NULL
                        ? pt_record_get_text (self->logbook, privacy_field (self->lang))
                        : NULL;

  return own != NULL && own[0] != '\0' ? g_strdup (own)
                                       : pt_paper_template_ours ("privacy", self->lang);
}

/* (transfer full): the text with its blanks filled. */
static char *
fill (PtPaperWriter *self, const char *text)
{
  g_autofree char *privacy = dup_privacy (self);
  char *filled = g_strdup (text);

  filled = fill_field (self, filled, "{lab}", "name");
  filled = fill_field (self, filled, "{contact}", "privacy_contact");
  filled = fill_field (self, filled, "{until}", "retain_until");
  filled = fill_field (self, filled, "{controller}", "controller");
  return pt_paper_template_fill (filled, "{privacy}", privacy);
}

char *
pt_paper_template_load (PtPaperWriter *self, const char *name)
{
  g_autofree char *text = self->options->text != NULL ? g_strdup (self->options->text)
                                                      : pt_paper_template_ours (name, self->lang);

  return fill (self, text);
}

char *
pt_paper_template_title (const char *text, const char *fallback)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "# "))
      return g_strdup (g_strstrip (lines[i] + strlen ("# ")));
  return g_strdup (fallback);
}

static void
add_heading (PtPaperWriter *self, const char *line)
{
  const int level = (int)strspn (line, "#");
  PtBlock *heading = pt_block_new_heading (level, NULL, line + level + 1);

  if (level == 1)
    heading->style = PT_STYLE_TITLE;
  pt_document_add (self->document, heading);
}

static void
add_line (PtPaperWriter *self, const char *line)
{
  if (g_str_has_prefix (line, BOX))
    pt_document_add (self->document, pt_block_new_blanks (line + strlen (BOX), 0));
  else if (g_str_has_prefix (line, LINE))
    pt_document_add (self->document, pt_block_new_blanks (line + strlen (LINE), WRITING_LINES));
  else if (g_str_has_prefix (line, "# ") || g_str_has_prefix (line, "## "))
    add_heading (self, line);
  else
    pt_paper_markdown (self, NULL, line);
}

void
pt_paper_template_write (PtPaperWriter *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_strstrip (lines[i])[0] != '\0')
      add_line (self, lines[i]);
}
