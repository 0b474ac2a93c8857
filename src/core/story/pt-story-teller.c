/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adding to the document: headings that wait for content, made sentences, people's text, passages
 * that a person rewrote, pictures. */
#include "pt-story-teller.h"

#include "pt-story-markdown.h"
#include "pt-story-roles.h"
#include "pt-photo.h"
#include "pt-story-words.h"

#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A stretch of six weeks without a note is worth saying. */
#define GAP_DAYS 42
/* Photos of the scenes where there is hardly room, and where there is none. */
enum
{
  MANY_PHOTOS = 10,
  FEW_PHOTOS = 1,
  MANY_DRAWINGS = 6,
  FEW_DRAWINGS = 2,
};

const char *
pt_teller_say (PtTeller *self, const char *msgid)
{
  return pt_words (self->lang, msgid);
}

char *
pt_teller_say_with (PtTeller *self, const char *msgid, const char *word)
{
  return pt_words_with (self->lang, msgid, word);
}

char *
pt_teller_say_two (PtTeller *self, const char *msgid, const char *first, const char *second)
{
  return pt_words_two (self->lang, msgid, first, second);
}

char *
pt_teller_sentence (const char *text)
{
  size_t length = strlen (text);

  if (length == 0 || strchr (".?!:", text[length - 1]) != NULL || g_str_has_suffix (text, "…"))
    return g_strdup (text);
  return g_strconcat (text, ".", NULL);
}

bool
pt_is (const PtRecord *record, const char *field, const char *key)
{
  return g_strcmp0 (pt_record_get_text (record, field), key) == 0;
}

const char *
pt_date_of (const PtRecord *record, const char *field)
{
  const char *date = pt_record_get_text (record, field);

  return date != NULL && pt_moment_is_valid (date) ? date : NULL;
}

bool
pt_within (const char *date, const char *from_on, const char *to_on)
{
  return date != NULL && strncmp (date, from_on, 10) >= 0 && strncmp (date, to_on, 10) <= 0;
}

void
pt_teller_heading (PtTeller *self, int level, const char *id, const char *text)
{
  for (int i = level; i <= PT_TELLER_LEVELS; i++)
    g_clear_pointer (&self->pending[i], pt_block_free);
  self->pending[level] = pt_block_new_heading (level, id, text);
}

void
pt_teller_end_section (PtTeller *self)
{
  for (int i = 0; i <= PT_TELLER_LEVELS; i++)
    g_clear_pointer (&self->pending[i], pt_block_free);
}

static void
flush_headings (PtTeller *self)
{
  for (int i = 0; i <= PT_TELLER_LEVELS; i++)
    if (self->pending[i] != NULL)
      {
        pt_trail_settle (self->trail);
        pt_document_add (self->document, g_steal_pointer (&self->pending[i]));
      }
}

void
pt_teller_add (PtTeller *self, PtBlock *block)
{
  g_autofree char *text = block->inlines != NULL ? pt_inlines_dup_text (block->inlines) : NULL;

  flush_headings (self);
  if (text != NULL)
    pt_pace_tell (self->pace, pt_words_count (text));
  pt_document_add (self->document, block);
  pt_trail_follow (self->trail, block);
}

static void
mark (PtTeller *self, PtBlock *block, const char *place, PtRecord *record)
{
  block->section = g_strdup (self->section);
  block->place = g_strdup (place);
  if (record != NULL)
    pt_block_add_source (block, pt_record_get_id (record));
}

/* (transfer full) (nullable): @place, else one after @record; each place is there once. */
static char *
dup_place (PtTeller *self, const char *place, PtRecord *record)
{
  g_autofree char *base = place != NULL    ? g_strdup (place)
                          : record != NULL ? g_strdup_printf ("made:%s", pt_record_get_id (record))
                                           : NULL;

  if (base == NULL || place != NULL)
    return g_steal_pointer (&base);
  for (guint i = 1;; i++)
    {
      char *name = i == 1 ? g_strdup (base) : g_strdup_printf ("%s#%u", base, i);

      if (g_hash_table_add (self->taken, g_strconcat (self->section, "\n", name, NULL)))
        return name;
      g_free (name);
    }
}

/* (transfer full) (nullable): what a person wrote instead. */
static char *
find_passage (PtTeller *self, const char *place, PtRecord **out)
{
  g_autofree char *key = place != NULL ? g_strconcat (self->section, "\n", place, NULL) : NULL;

  *out = key != NULL ? g_hash_table_lookup (self->passages, key) : NULL;
  if (*out == NULL)
    return NULL;
  g_hash_table_add (self->taken, g_strdup (pt_record_get_id (*out)));
  return pt_gate_own_text (self->gate, pt_record_get_text (*out, "text"));
}

/* A passage rests on what it was made from, and on whoever wrote it. */
static void
add_passage_sources (PtBlock *block, PtRecord *passage)
{
  g_auto (GStrv) sources = pt_record_dup_keys (passage, "sources");

  pt_block_add_source (block, pt_record_get_id (passage));
  for (guint i = 0; sources[i] != NULL; i++)
    pt_block_add_source (block, sources[i]);
}

/* Takes @blocks. */
static void
add_blocks (PtTeller *self, PtStyle style, const char *place, PtRecord *record, PtRecord *passage,
            GPtrArray *blocks)
{
  g_ptr_array_set_free_func (blocks, NULL);
  for (guint i = 0; i < blocks->len; i++)
    {
      PtBlock *block = blocks->pdata[i];

      if (i == 0 || style == PT_STYLE_OPENING)
        block->style = style;
      mark (self, block, place, record);
      if (passage != NULL)
        add_passage_sources (block, passage);
      pt_teller_add (self, block);
    }
  g_ptr_array_unref (blocks);
}

static void
add_markdown (PtTeller *self, PtStyle style, const char *place, PtRecord *record, PtRecord *passage,
              const char *markdown)
{
  add_blocks (self, style, place, record, passage, pt_markdown_parse (markdown));
}

/* TRUE when a passage stands in its place. */
static bool
replaced (PtTeller *self, PtStyle style, const char *place, PtRecord *record)
{
  PtRecord *passage = NULL;
  g_autofree char *text = find_passage (self, place, &passage);

  if (text == NULL)
    return false;
  add_markdown (self, style, place, record, passage, text);
  return true;
}

void
pt_teller_made (PtTeller *self, PtStyle style, const char *place, PtRecord *record,
                const char *text)
{
  g_autofree char *name = dup_place (self, place, record);

  if (replaced (self, style, name, record))
    return;
  PtBlock *block = pt_block_new_paragraph (style, text);

  mark (self, block, name, record);
  pt_teller_add (self, block);
}

gboolean
pt_teller_own (PtTeller *self, const char *place)
{
  return replaced (self, PT_STYLE_PLAIN, place, NULL);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

void
pt_teller_own_rest (PtTeller *self)
{
  g_autofree char *prefix = g_strconcat (self->section, "\n", NULL);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key, passage;

  g_hash_table_iter_init (&iter, self->passages);
  while (g_hash_table_iter_next (&iter, &key, &passage))
    if (g_str_has_prefix (key, prefix)
        && !g_hash_table_contains (self->taken, pt_record_get_id (passage)))
      g_ptr_array_add (keys, key);
  g_ptr_array_sort (keys, compare_keys);
  for (guint i = 0; i < keys->len; i++)
    pt_teller_own (self, (const char *)keys->pdata[i] + strlen (prefix));
}

void
pt_teller_people (PtTeller *self, PtStyle style, const char *place, PtRecord *record,
                  const char *markdown)
{
  if (!replaced (self, style, place, record))
    add_markdown (self, style, place, record, NULL, markdown);
}

static void
prepend_lead (PtBlock *block, const char *lead)
{
  PtInline *strong = pt_inline_new (PT_INLINE_STRONG, NULL, NULL);

  strong->children = pt_inlines_new (lead);
  g_ptr_array_insert (block->inlines, 0, strong);
  g_ptr_array_insert (block->inlines, 1, pt_inline_new (PT_INLINE_TEXT, " ", NULL));
}

/* A lead runs on into a paragraph; before a list or a question it is a line of its own. */
static void
tell_after_lead (PtTeller *self, PtStyle style, const char *lead, const char *place,
                 PtRecord *record, const char *markdown)
{
  GPtrArray *blocks = pt_markdown_parse (markdown);
  PtBlock *first = blocks->len > 0 ? blocks->pdata[0] : NULL;
  bool runs_on = (style == PT_STYLE_PLAIN || style == PT_STYLE_SMALL) && first != NULL
                 && first->type == PT_BLOCK_PARAGRAPH;

  if (runs_on)
    prepend_lead (first, lead);
  else
    pt_teller_made (self, PT_STYLE_LEAD, NULL, record, lead);
  add_blocks (self, style, place, record, NULL, blocks);
}

gboolean
pt_teller_field (PtTeller *self, PtStyle style, const char *lead, PtRecord *record,
                 const char *field)
{
  pt_names_begin (self->names);
  g_autofree char *text = pt_gate_text (self->gate, record, field);
  g_autofree char *place = g_strdup_printf ("%s:%s", field, pt_record_get_id (record));

  if (text == NULL)
    return FALSE;
  if (replaced (self, style, place, record))
    return TRUE;
  if (lead != NULL)
    tell_after_lead (self, style, pt_teller_say (self, lead), place, record, text);
  else
    add_markdown (self, style, place, record, NULL, text);
  return TRUE;
}

void
pt_teller_line_from (PtTeller *self, const char *place, PtRecord *record, GPtrArray *others,
                     const char *lead, const char *text)
{
  g_autofree char *name = dup_place (self, place, record);

  if (replaced (self, PT_STYLE_PLAIN, name, record))
    return;
  PtBlock *block = pt_block_new_paragraph (PT_STYLE_PLAIN, NULL);

  pt_inlines_add (block->inlines, PT_INLINE_STRONG, lead);
  if (*text != '\0')
    {
      pt_inlines_add (block->inlines, PT_INLINE_TEXT, " ");
      pt_inlines_add (block->inlines, PT_INLINE_TEXT, text);
    }
  mark (self, block, name, record);
  for (guint i = 0; others != NULL && i < others->len; i++)
    pt_block_add_source (block, pt_record_get_id (others->pdata[i]));
  pt_teller_add (self, block);
}

void
pt_teller_line (PtTeller *self, const char *place, PtRecord *record, const char *lead,
                const char *text)
{
  pt_teller_line_from (self, place, record, NULL, lead, text);
}

/* (transfer full): without quotation marks around the whole: a quote block needs none. */
static char *
strip_marks (const char *text)
{
  static const char *const pairs[][2] = { { "\"", "\"" }, { "“", "”" }, { "„", "”" },
                                          { "„", "“" },   { "‘", "’" }, { "'", "'" } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      size_t open = strlen (pairs[i][0]);
      size_t close = strlen (pairs[i][1]);
      size_t all = strlen (text);

      if (all <= open + close || !g_str_has_prefix (text, pairs[i][0])
          || !g_str_has_suffix (text, pairs[i][1]))
        continue;
      g_autofree char *inside = g_strndup (text + open, all - open - close);

      if (strstr (inside, pairs[i][0]) == NULL && strstr (inside, pairs[i][1]) == NULL)
        return g_steal_pointer (&inside);
    }
  return g_strdup (text);
}

void
pt_teller_quote (PtTeller *self, const char *place, PtRecord *record, const char *markdown,
                 const char *who)
{
  g_autofree char *name = dup_place (self, place, record);

  if (replaced (self, PT_STYLE_PLAIN, name, record))
    return;
  g_autofree char *bare = strip_marks (markdown);
  PtBlock *quote = pt_block_new (PT_BLOCK_QUOTE);

  quote->children = pt_markdown_parse (bare);
  if (who != NULL)
    {
      g_autofree char *capital = pt_words_capital (who);

      quote->attribution = pt_inlines_new (capital);
    }
  mark (self, quote, name, record);
  pt_pace_tell (self->pace, pt_words_count (bare));
  pt_teller_add (self, quote);
}

void
pt_teller_photo (PtTeller *self, PtStyle style, PtRecord *attachment)
{
  const char *id = pt_record_get_id (attachment);
  const char *sha256 = pt_record_get_text (attachment, "sha256");
  const char *key = sha256 != NULL ? sha256 : id;

  if (self->options.load == NULL
      || (self->cut > 0 && self->n_photos >= pt_teller_room (self, MANY_PHOTOS, FEW_PHOTOS))
      || !g_hash_table_add (self->shown, g_strdup (key)))
    return;
  g_autoptr (GBytes) bytes = self->options.load (id, self->options.load_data);

  if (bytes == NULL)
    return;
  PtBlock *figure = pt_block_new (PT_BLOCK_FIGURE);

  figure->style = style;
  pt_names_begin (self->names);
  g_autofree char *caption = pt_gate_line (self->gate, attachment, "caption");

  figure->image = g_steal_pointer (&bytes);
  /* A photo that was made smaller is a JPEG, whatever it was. */
  figure->mime = pt_photo_is_jpeg (figure->image)
                     ? g_strdup ("image/jpeg")
                     : g_strdup (pt_record_get_text (attachment, "mime"));
  figure->alt = pt_gate_line (self->gate, attachment, "alt_text");
  figure->inlines = pt_inlines_new (caption);
  if (figure->alt == NULL)
    figure->alt = g_strdup (caption != NULL ? caption : "");
  self->n_photos++;
  mark (self, figure, NULL, attachment);
  pt_teller_add (self, figure);
}

/* The drawing rests on what its table says, wherever that stands. Takes @twin. */
static void
move_twin (PtTeller *self, PtBlock *figure, PtBlock *twin)
{
  for (guint i = 0; i < twin->sources->len; i++)
    pt_block_add_source (figure, twin->sources->pdata[i]);
  g_ptr_array_add (self->twins, twin);
}

/* Takes @narrow. On a page it has a name of its own. */
static void
add_narrow (PtBlock *figure, PtPicture *narrow)
{
  g_autofree char *name = narrow != NULL
                              ? g_strconcat (pt_picture_get_name (narrow), "-narrow", NULL)
                              : NULL;

  if (narrow != NULL)
    pt_picture_rename (narrow, name);
  figure->narrow = narrow;
}

void
pt_teller_picture (PtTeller *self, PtPicture *picture, PtPicture *narrow, PtBlock *twin,
                   const char *caption)
{
  PtBlock *figure = NULL;

  if (self->twins != NULL && twin != NULL && self->cut > 0
      && self->n_drawings >= pt_teller_room (self, MANY_DRAWINGS, FEW_DRAWINGS))
    {
      g_ptr_array_add (self->twins, twin);
      pt_picture_unref (picture);
      g_clear_pointer (&narrow, pt_picture_unref);
      return;
    }
  self->n_drawings++;
  figure = pt_block_new (PT_BLOCK_FIGURE);
  figure->picture = picture;
  add_narrow (figure, narrow);
  if (self->plain)
    g_clear_pointer (&twin, pt_block_free);
  if (self->twins != NULL && twin != NULL)
    move_twin (self, figure, twin);
  else
    figure->twin = twin;
  figure->alt = g_strdup (pt_picture_get_description (picture));
  figure->inlines = pt_inlines_new (caption);
  mark (self, figure, NULL, NULL);
  pt_teller_add (self, figure);
}

PtLens
pt_teller_lens (PtTeller *self)
{
  return (PtLens){ self->data,    self->lang,  self->options.today,
                   self->from_on, self->to_on, self->gate };
}

void
pt_teller_figure (PtTeller *self, PtFigure *figure, const char *caption)
{
  PtPicture *picture = figure != NULL ? pt_figure_draw (figure, pt_figure_get_page_width (figure))
                                      : NULL;
  const char *sentence = figure != NULL ? pt_figure_get_sentence (figure) : NULL;

  if (picture != NULL)
    pt_teller_picture (self, picture, pt_figure_draw (figure, PT_FIGURE_PHONE_WIDTH),
                       pt_figure_table (figure), caption);
  else if (sentence != NULL)
    pt_teller_made (self, PT_STYLE_PLAIN, NULL, NULL, sentence);
  g_clear_pointer (&figure, pt_figure_unref);
}

void
pt_teller_draw (PtTeller *self, bool outside, PtFigure *figure, const char *caption)
{
  g_autoptr (PtFigure) own = figure;

  if (own == NULL || self->plain || (self->audience->outside && !outside)
      || pt_figure_get_sentence (own) != NULL)
    return;
  pt_teller_figure (self, g_steal_pointer (&own), pt_teller_say (self, caption));
}

/* (transfer full): who a comment speaks for, in words. */
static char *
voice_of (PtTeller *self, PtRecord *comment)
{
  const char *voice = pt_record_get_text (comment, "voice");
  const char *person = pt_record_get_text (comment, "on_behalf_of");

  if (voice != NULL && *voice != '\0')
    {
      g_autofree char *role = pt_role_of_word (voice, self->lang);
      g_autofree char *said = role != NULL ? g_steal_pointer (&role)
                                           : pt_names_render (self->names, voice);

      return pt_words_capital (said);
    }
  pt_names_begin (self->names);
  if (person != NULL)
    {
      g_autofree char *called = pt_names_call (self->names, person);

      return pt_words_capital (called);
    }
  return g_strdup (pt_teller_say (self, NC_ ("story", "Someone in the team")));
}

/* Comments are corrected by a newer one that names them. */
static bool
is_replaced (GPtrArray *comments, const PtRecord *comment)
{
  for (guint i = 0; i < comments->len; i++)
    if (pt_is (comments->pdata[i], "replaces", pt_record_get_id (comment)))
      return true;
  return false;
}

static bool
is_dissent (const PtRecord *comment)
{
  return pt_is (comment, "kind", "other_view") || pt_is (comment, "kind", "objection");
}

/* A view that is written down for somebody is that person's quote. */
static bool
may_print_view (PtTeller *self, PtRecord *comment)
{
  return pt_gate_is_open (self->gate, comment)
         && (pt_record_get_text (comment, "on_behalf_of") == NULL
             || pt_gate_view (self->gate, comment));
}

void
pt_teller_dissent (PtTeller *self, PtRecord *record)
{
  g_autoptr (GPtrArray)
      comments = pt_dataset_children (self->data, "comment", "target", pt_record_get_id (record));
  bool first = true;

  for (guint i = 0; i < comments->len; i++)
    {
      PtRecord *comment = comments->pdata[i];
      g_autofree char *text = NULL;

      if (!is_dissent (comment) || is_replaced (comments, comment)
          || !may_print_view (self, comment))
        continue;
      pt_names_begin (self->names);
      text = pt_gate_text (self->gate, comment, "body");
      if (text == NULL)
        continue;
      g_autofree char *who = voice_of (self, comment);

      if (first)
        pt_teller_made (self, PT_STYLE_LEAD, NULL, comment,
                        pt_teller_say (self, NC_ ("story", "Not everybody saw it that way.")));
      pt_teller_quote (self, NULL, comment, text, who);
      first = false;
    }
}

/* (transfer full): day and month, with the year where @other is in another one. */
static char *
format_day (PtTeller *self, const char *date, const char *other)
{
  g_autofree char *day = g_strndup (date, 10);
  g_autofree char *year = g_strndup (date, 4);
  char *text = pt_date_format (day, self->lang);

  if (strncmp (date, other, 4) == 0 && g_str_has_suffix (text, year))
    text[strlen (text) - 5] = '\0';
  return text;
}

char *
pt_teller_gap (PtTeller *self, const char *before, const char *after)
{
  if (before == NULL || pt_date_to_days (after) - pt_date_to_days (before) < GAP_DAYS)
    return NULL;
  g_autofree char *from = format_day (self, before, after);
  g_autofree char *to_day = g_strndup (after, 10);
  g_autofree char *to = pt_date_format (to_day, self->lang);
  /* Translators: two dates. Never say that nothing happened. */
  return pt_teller_say_two (self, NC_ ("story", "Between %1$s and %2$s nothing was written down."),
                            from, to);
}
