/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of chapters, each a list of items of one kind with some of their fields; and one chapter,
 * that of the mechanisms, which lists for each what speaks for it and against it. */
#include "pt-dossier.h"

#include "pt-story-markdown.h"
#include "pt-story-words.h"
#include "pt-themes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  PtNetwork *network;
  const char *theme, *lang;
  PtDocument *document;
} Writer;

static const char *
say (Writer *self, const char *msgid)
{
  return pt_words (self->lang, msgid);
}

char *
pt_dossier_dup_theme (const char *theme, const char *lang)
{
  const char *label = pt_themes_label (theme, lang);

  return g_strdup (label != NULL ? label : theme);
}

/* ── Pieces ── */

static void
add_heading (Writer *self, int level, const char *id, const char *text)
{
  pt_document_add (self->document, pt_block_new_heading (level, id, text));
}

/* Whose it is stands under every title: a dossier has many voices. */
static void
add_lab (Writer *self, const PtNetworkItem *item)
{
  const PtNetworkLab *lab = pt_network_get_lab (self->network, item->logbook);

  if (lab == NULL)
    return;
  g_autofree char *words = lab->place != NULL ? g_strdup_printf ("%s, %s", lab->name, lab->place)
                                              : g_strdup (lab->name);
  pt_document_add (self->document, pt_block_new_paragraph (PT_STYLE_SMALL, words));
}

static void
add_text (Writer *self, const char *text)
{
  g_autoptr (GPtrArray) blocks = pt_markdown_parse (text);

  while (blocks->len > 0)
    pt_document_add (self->document, g_ptr_array_steal_index (blocks, 0));
}

static void
add_title (Writer *self, const PtNetworkItem *item)
{
  add_heading (self, 3, NULL, item->title);
  add_lab (self, item);
}

/* A long text stands on its own; what is short gets the name of its field before it. */
static void
add_value (Writer *self, const PtNetworkItem *item, const PtField *field)
{
  g_autofree char *text = field != NULL ? pt_network_item_format (item, field, self->lang) : NULL;
  PtBlock *block;

  if (text == NULL)
    return;
  if (field->kind == PT_KIND_LONG)
    {
      add_text (self, text);
      return;
    }
  block = pt_block_new_paragraph (PT_STYLE_PLAIN, NULL);
  pt_inlines_add (block->inlines, PT_INLINE_STRONG, pt_field_label_in (field, self->lang));
  pt_inlines_add (block->inlines, PT_INLINE_TEXT, ": ");
  pt_inlines_add (block->inlines, PT_INLINE_TEXT, text);
  pt_document_add (self->document, block);
}

static void
add_values (Writer *self, const PtNetworkItem *item, const char *const *fields)
{
  const PtRecordKind *kind = pt_record_kind_find (item->kind);

  for (guint i = 0; fields[i] != NULL; i++)
    add_value (self, item, pt_record_kind_field (kind, fields[i]));
}

/* ── Chapters ── */

typedef struct Chapter Chapter;
struct Chapter
{
  const char *id;
  const char *title; /* NC_ ("story", …) */
  const char *kind;
  const char *needs; /* a field that must say something; NULL = any will do */
  const char *fields[6];
  void (*also) (Writer *self, const PtNetworkItem *item); /* behind the fields; or NULL */
};

static void
add_evidence (Writer *self, const PtNetworkItem *mechanism, const char *link, const char *lead)
{
  g_autoptr (GPtrArray) found = pt_network_list_to (self->network, mechanism->id, link);
  PtBlock *list;

  if (found->len == 0)
    return;
  pt_document_add (self->document, pt_block_new_paragraph (PT_STYLE_LEAD, say (self, lead)));
  list = pt_block_new (PT_BLOCK_LIST);
  for (guint i = 0; i < found->len; i++)
    {
      GPtrArray *item = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_block_free);

      g_ptr_array_add (
          item, pt_block_new_paragraph (PT_STYLE_PLAIN, ((PtNetworkItem *)found->pdata[i])->title));
      pt_block_add_item (list, item);
    }
  pt_document_add (self->document, list);
}

static void
add_both_sides (Writer *self, const PtNetworkItem *mechanism)
{
  add_evidence (self, mechanism, "supports", NC_ ("story", "What speaks for it:"));
  add_evidence (self, mechanism, "contradicts", NC_ ("story", "What speaks against it:"));
}

static void
add_comments (Writer *self, const PtNetworkItem *item)
{
  g_autoptr (GPtrArray) found = pt_network_list_to (self->network, item->id, "target");

  for (guint i = 0; i < found->len; i++)
    {
      const PtNetworkItem *comment = found->pdata[i];
      const char *voice = pt_network_item_get (comment, "voice");
      PtBlock *quote = pt_block_new (PT_BLOCK_QUOTE);

      quote->children = pt_markdown_parse (pt_network_item_get (comment, "body"));
      if (voice != NULL)
        quote->attribution = pt_inlines_new (voice);
      pt_document_add (self->document, quote);
    }
}

static const Chapter chapters[] = {
  { "about", NC_ ("story", "What this is about"), "challenge", NULL, { "card", "description" } },
  { "facts", NC_ ("story", "Facts"), "challenge", "facts", { "facts" } },
  { "policy", NC_ ("story", "Policy"), "challenge", "policy_link", { "policy_link" } },
  { "mechanisms",
    NC_ ("story", "How it works, as labs see it"),
    "mechanism",
    NULL,
    { "status", "reasoning", "context", "resource_offered", "status_why" },
    add_both_sides },
  { "examples",
    NC_ ("story", "What was tried"),
    "experiment",
    NULL,
    { "hypothesis", "approach", "status", "result", "decision" },
    add_comments },
  { "effects",
    NC_ ("story", "What changed"),
    "outcome",
    NULL,
    { "status", "direction", "contribution", "other_explanations" },
    add_comments },
  { "learned",
    NC_ ("story", "What labs learned"),
    "learning",
    NULL,
    { "what", "so_what", "now_what" },
    add_comments },
  { "discussion",
    NC_ ("story", "What is still talked about"),
    "question",
    NULL,
    { "status", "barrier", "answer" },
    add_comments },
  { "literature", NC_ ("story", "To read"), "attachment", NULL, { "citation", "url" } },
};

static void
add_chapter (Writer *self, const Chapter *chapter)
{
  g_autoptr (GPtrArray) items = pt_network_list (self->network, chapter->kind, self->theme);
  gboolean begun = FALSE;

  for (guint i = 0; i < items->len; i++)
    {
      const PtNetworkItem *item = items->pdata[i];

      if (chapter->needs != NULL && pt_network_item_get (item, chapter->needs) == NULL)
        continue;
      if (!begun)
        add_heading (self, 2, chapter->id, say (self, chapter->title));
      begun = TRUE;
      add_title (self, item);
      add_values (self, item, chapter->fields);
      if (chapter->also != NULL)
        chapter->also (self, item);
    }
}

/* ── From what it is made ── */

static guint
count_labs (Writer *self)
{
  GPtrArray *labs = pt_network_get_labs (self->network);
  guint n = 0;

  for (guint i = 0; i < labs->len; i++)
    for (guint j = 0; j < pt_network_size (self->network); j++)
      {
        const PtNetworkItem *item = pt_network_nth (self->network, j);

        if (strcmp (item->logbook, ((PtNetworkLab *)labs->pdata[i])->id) == 0
            && pt_network_item_has_theme (item, self->theme))
          {
            n++;
            break;
          }
      }
  return n;
}

static void
add_account (Writer *self)
{
  add_heading (self, 2, "account", say (self, NC_ ("story", "How this dossier came about")));
  pt_document_add (
      self->document,
      pt_block_new_paragraph (
          PT_STYLE_SMALL,
          say (self,
               NC_ ("story", "It is made of what field labs share with each other, and grows with "
                             "it. Labs share what they choose, so what is not here may still have "
                             "happened. What one lab saw need not hold elsewhere."))));
}

static void
begin (Writer *self, const char *today, guint n)
{
  g_autofree char *theme = pt_dossier_dup_theme (self->theme, self->lang);
  g_autofree char *title = pt_words_with (self->lang, NC_ ("story", "What works: %s"), theme);
  g_autofree char *labs = pt_words_count_of (self->lang, NC_ ("story", "From %s field lab"),
                                             NC_ ("story", "From %s field labs"), n);
  PtBlock *heading = pt_block_new_heading (1, "title", title);

  heading->style = PT_STYLE_TITLE;
  self->document = pt_document_new (title, self->lang);
  pt_document_set_about (self->document, NULL, labs, today);
  pt_document_add (self->document, heading);
  pt_document_add (self->document, pt_block_new_paragraph (PT_STYLE_SUBTITLE, labs));
}

PtDocument *
pt_dossier_compose (PtNetwork *network, const char *theme, const char *lang, const char *today)
{
  Writer self = { .network = network, .theme = theme, .lang = lang };
  const guint n = count_labs (&self);

  if (n == 0)
    return NULL;
  begin (&self, today, n);
  for (guint i = 0; i < G_N_ELEMENTS (chapters); i++)
    add_chapter (&self, &chapters[i]);
  add_account (&self);
  return self.document;
}
