/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words become lines. Every line of a role has the same height, whatever script it borrows a font
 * from, so that lines of facing pages stand at one height. */
#include "pt-pages-private.h"

#include "pt-story-markdown.h"

#include <hb.h>
#include <fribidi.h>
#include <string.h>

/* A mark is this much smaller than the text and raised by that much of it. */
#define MARK_SCALE 0.68
#define MARK_RISE 0.36
/* Fewer lines than these do not stand alone at the foot or the top of a page. */
#define MIN_LINES 2
/* The blocks of Unicode that are drawn in colours. */
#define FIRST_EMOJI 0x1f000
#define LAST_EMOJI 0x1faff
/* Digits of a fingerprint at least. */
#define FINGERPRINT 32

typedef struct
{
  GString *text;
  PangoAttrList *attributes;
  PtText *into;
  double size;
  guint32 link_colour;
} Setter;

static void
add_attribute (Setter *self, PangoAttribute *attribute, gsize from)
{
  attribute->start_index = (guint)from;
  attribute->end_index = (guint)self->text->len;
  pango_attr_list_insert (self->attributes, attribute);
}

static void
add_colour (Setter *self, guint32 rgb, gsize from)
{
  add_attribute (
      self,
      pango_attr_foreground_new ((rgb >> 16) * 257, (rgb >> 8 & 255) * 257, (rgb & 255) * 257),
      from);
}

static void
add_span (Setter *self, const char *href, gsize from)
{
  const PtTextSpan span = { (guint)from, (guint)self->text->len, g_strdup (href) };

  if (from < self->text->len)
    g_array_append_val (self->into->spans, span);
  else
    g_free (span.href);
}

static bool
leads_somewhere (const PtInline *item)
{
  return item->href != NULL && (*item->href == '#' || pt_markdown_url_is_safe (item->href));
}

/* A mark does not begin a line: it belongs to the word before it. */
static void
tie_mark (Setter *self, gsize from)
{
  const char *before = g_utf8_find_prev_char (self->text->str, self->text->str + from);

  if (before != NULL)
    add_attribute (self, pango_attr_allow_breaks_new (FALSE), (gsize)(before - self->text->str));
}

static void
raise_mark (Setter *self, gsize from)
{
  tie_mark (self, from);
  add_attribute (self, pango_attr_scale_new (MARK_SCALE), from);
  add_attribute (self, pango_attr_rise_new ((int)(MARK_RISE * self->size * PANGO_SCALE)), from);
}

static void
set_note (Setter *self, const PtInline *item, gsize from)
{
  g_autofree char *href = g_strconcat ("#", item->href, NULL);
  const guint at = (guint)from;

  raise_mark (self, from);
  add_span (self, href, from);
  g_ptr_array_add (self->into->notes, g_strdup (item->href));
  g_array_append_val (self->into->note_at, at);
}

static void
set_link (Setter *self, const PtInline *item, gsize from)
{
  if (!leads_somewhere (item))
    return;
  add_colour (self, self->link_colour, from);
  add_span (self, item->href, from);
}

static void set_inlines (Setter *self, GPtrArray *inlines);

/* What its words look like, when they have been set. */
static void
style_inline (Setter *self, const PtInline *item, gsize from)
{
  switch (item->type)
    {
    case PT_INLINE_STRONG:
      add_attribute (self, pango_attr_weight_new (PANGO_WEIGHT_BOLD), from);
      break;
    case PT_INLINE_EMPHASIS:
      add_attribute (self, pango_attr_style_new (PANGO_STYLE_ITALIC), from);
      break;
    case PT_INLINE_LINK:
      set_link (self, item, from);
      break;
    case PT_INLINE_REFERENCE:
      raise_mark (self, from);
      set_link (self, item, from);
      break;
    case PT_INLINE_NOTE:
      set_note (self, item, from);
      break;
    case PT_INLINE_TEXT:
    case PT_INLINE_BREAK:
      break;
    }
}

static void
set_inline (Setter *self, const PtInline *item)
{
  const gsize from = self->text->len;

  if (item->type == PT_INLINE_BREAK)
    g_string_append (self->text, "\xe2\x80\xa8"); /* U+2028, a line separator */
  if (item->text != NULL)
    g_string_append (self->text, item->text);
  set_inlines (self, item->children);
  style_inline (self, item, from);
  if (item->lang != NULL)
    add_attribute (self, pango_attr_language_new (pango_language_from_string (item->lang)), from);
}

static void
set_inlines (Setter *self, GPtrArray *inlines)
{
  for (guint i = 0; inlines != NULL && i < inlines->len; i++)
    set_inline (self, inlines->pdata[i]);
}

static PangoFontDescription *
new_font (const PtTextStyle *style)
{
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family_static (font, style->family);
  pango_font_description_set_absolute_size (font, style->size * PANGO_SCALE);
  if (style->bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  if (style->italic)
    pango_font_description_set_style (font, PANGO_STYLE_ITALIC);
  return font;
}

static void
clear_span (gpointer data)
{
  g_free (((PtTextSpan *)data)->href);
}

static PtText *
new_text (PtPages *pages, const PtTextStyle *style, double width)
{
  PtText *self = g_new0 (PtText, 1);
  PangoFontDescription *font = new_font (style);

  self->layout = pango_layout_new (pages->context);
  self->spans = g_array_new (FALSE, FALSE, sizeof (PtTextSpan));
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->note_at = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_set_clear_func (self->spans, clear_span);
  pango_layout_set_font_description (self->layout, font);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  if (width > 0)
    pango_layout_set_width (self->layout, (int)(width * PANGO_SCALE));
  pango_font_description_free (font);
  return self;
}

PtText *
pt_text_new (PtPages *pages, PtTextRole role, GPtrArray *inlines, double width)
{
  const PtTextStyle *style = &pages->sheet->texts[role];
  PtText *self = new_text (pages, style, width);
  g_autoptr (GString) text = g_string_new (NULL);
  Setter setter = { text, pango_attr_list_new (), self, style->size, pages->sheet->accent };

  set_inlines (&setter, inlines);
  pango_layout_set_text (self->layout, text->str, (int)text->len);
  pango_layout_set_attributes (self->layout, setter.attributes);
  pango_attr_list_unref (setter.attributes);
  return self;
}

static bool
is_fingerprint (const char *text)
{
  gsize n = 0;

  while (g_ascii_isxdigit (text[n]))
    n++;
  return n >= FINGERPRINT && text[n] == '\0';
}

/* A hyphen at the end of a line would be read as part of it. */
static void
forbid_hyphens (PtText *self)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  pango_layout_set_attributes (self->layout, attributes);
  pango_attr_list_unref (attributes);
}

PtText *
pt_text_new_plain (PtPages *pages, PtTextRole role, const char *text, double width)
{
  PtText *self = new_text (pages, &pages->sheet->texts[role], width);

  pango_layout_set_text (self->layout, text, -1);
  if (is_fingerprint (text))
    forbid_hyphens (self);
  return self;
}

void
pt_text_free (PtText *self)
{
  g_object_unref (self->layout);
  g_array_unref (self->spans);
  g_ptr_array_unref (self->notes);
  g_array_unref (self->note_at);
  g_free (self);
}

double
pt_text_height (PtText *self, PtPages *pages, PtTextRole role)
{
  const PtTextStyle *style = &pages->sheet->texts[role];

  return pango_layout_get_line_count (self->layout) * style->size * style->leading;
}

static void
put_links (PtText *self, PangoLayoutLine *line, PtBox *box, double x, double y, double height,
           guint tag)
{
  const guint from = (guint)line->start_index;
  const guint to = from + (guint)line->length;

  for (guint i = 0; i < self->spans->len; i++)
    {
      const PtTextSpan *span = &g_array_index (self->spans, PtTextSpan, i);
      g_autofree int *ranges = NULL;
      int n;

      if (span->to <= from || span->from >= to)
        continue;
      pango_layout_line_get_x_ranges (line, (int)MAX (span->from, from), (int)MIN (span->to, to),
                                      &ranges, &n);
      if (box->links == NULL)
        box->links = g_array_new (FALSE, FALSE, sizeof (PtPageLink));
      for (int r = 0; r < n; r++)
        {
          const PtPageLink link = { x + (double)ranges[2 * r] / PANGO_SCALE,
                                    y,
                                    (double)(ranges[2 * r + 1] - ranges[2 * r]) / PANGO_SCALE,
                                    height,
                                    g_strdup (span->href),
                                    tag };

          g_array_append_val (box->links, link);
        }
    }
}

static void
put_notes (PtText *self, const PangoLayoutLine *line, PtBox *box)
{
  for (guint i = 0; i < self->notes->len; i++)
    {
      const guint at = g_array_index (self->note_at, guint, i);

      if (at < (guint)line->start_index || at >= (guint)(line->start_index + line->length))
        continue;
      if (box->notes == NULL)
        box->notes = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (box->notes, g_strdup (self->notes->pdata[i]));
    }
}

/* Where a line begins: pango aligns one that runs to the left by its own. */
static double
line_start (PangoLayout *layout, PangoLayoutLine *line)
{
  PangoRectangle logical;
  const int width = pango_layout_get_width (layout);

  pango_layout_line_get_extents (line, NULL, &logical);
  if (width < 0)
    return 0;
  switch (pango_layout_get_alignment (layout))
    {
    case PANGO_ALIGN_CENTER:
      return (double)(width - logical.width) / 2 / PANGO_SCALE;
    case PANGO_ALIGN_RIGHT:
      return (double)(width - logical.width) / PANGO_SCALE;
    case PANGO_ALIGN_LEFT:
      break;
    }
  return pango_layout_line_get_resolved_direction (line) == PANGO_DIRECTION_RTL
             ? (double)(width - logical.width) / PANGO_SCALE
             : 0;
}

/* Pango empties the blank at which a line breaks. Read aloud or copied, the words on either side
 * must not grow together: the blank stays, without a width. */
static void
keep_blank (const PangoGlyphItem *run, const char *text)
{
  hb_codepoint_t blank;

  if (!hb_font_get_nominal_glyph (pango_font_get_hb_font (run->item->analysis.font), ' ', &blank))
    return;
  for (int i = 0; i < run->glyphs->num_glyphs; i++)
    if (run->glyphs->glyphs[i].glyph == PANGO_GLYPH_EMPTY
        && text[run->item->offset + run->glyphs->log_clusters[i]] == ' ')
      run->glyphs->glyphs[i].glyph = blank;
}

void
pt_text_put (PtText *self, PtPages *pages, PtTextRole role, int number, PtBox *box, double x,
             double y, guint tag)
{
  const PtTextStyle *style = &pages->sheet->texts[role];
  const double height = style->size * style->leading;
  PangoLayoutLine *line = pango_layout_get_line_readonly (self->layout, number);
  PtPiece *piece;

  for (GSList *l = line->runs; l != NULL; l = l->next)
    keep_blank (l->data, pango_layout_get_text (self->layout));
  /* The baseline stands where three quarters of the type's body are above it. */
  piece = pt_box_add (box, PT_PIECE_LINE, tag, x + line_start (self->layout, line),
                      y + (height - style->size) / 2 + style->size * 0.78);
  piece->layout = g_object_ref (self->layout);
  piece->line = pango_layout_line_ref (line);
  piece->colour = style->colour;
  put_links (self, line, box, x, y, height, tag);
  put_notes (self, line, box);
}

/* Emoji are pictures to cairo, and letters that run to the left are drawn one by one: without this
 * nobody could read them aloud. */
static bool
is_hard_to_read (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar letter = g_utf8_get_char (p);

      if ((letter >= FIRST_EMOJI && letter <= LAST_EMOJI)
          || FRIBIDI_IS_RTL (fribidi_get_bidi_type (letter)))
        return true;
    }
  return false;
}

static void
keep_words (PtPages *pages, guint tag, const char *text)
{
  if (tag != PT_TAG_NONE && is_hard_to_read (text))
    {
      g_free (pt_pages_get_tag (pages, tag)->actual);
      pt_pages_get_tag (pages, tag)->actual = g_strdup (text);
    }
}

void
pt_galley_text (PtGalley *self, PtTextRole role, PtText *text, guint tag)
{
  const PtTextStyle *style = &self->pages->sheet->texts[role];
  const double body = self->pages->sheet->body;
  const int n = pango_layout_get_line_count (text->layout);

  keep_words (self->pages, tag, pango_layout_get_text (text->layout));
  for (int i = 0; i < n; i++)
    {
      PtBox *box = pt_box_new (style->size * style->leading);

      pt_text_put (text, self->pages, role, i, box, self->x, 0, tag);
      box->keep = (i + 1 < n && (i + 1 < MIN_LINES || n - i - 1 < MIN_LINES))
                  || (i + 1 == n && style->keep);
      pt_galley_add (self, box, i == 0 ? style->before * body : 0,
                     i + 1 == n ? style->after * body : 0);
    }
}
