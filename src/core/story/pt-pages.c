/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a document to its pages. Fonts are measured without a screen in mind, so that all screens
 * and printers break lines alike. */
#include "pt-pages-private.h"

#include <pango/pangocairo.h>

/* Fewer chapters, or fewer pages, need no contents. */
#define MIN_CHAPTERS 3
#define MIN_PAGES 6
/* Of the size of the body: above the title on a first page without a cover, and below. */
#define TITLE_ABOVE 4
#define TITLE_BELOW 3
/* Of the margins: where heads and numbers stand. */
#define HEAD_AT 0.52
#define FOOT_AT 0.45
/* Points; and of the size of the head, from its top. */
#define RULE 0.8
#define RULE_BELOW 1.7
/* Of the size of the head: the logo in it at most, and the room behind it. */
#define HEAD_LOGO_HEIGHT 2.0
#define HEAD_LOGO_WIDTH 7.0
#define HEAD_LOGO_GAP 1.0

static PangoContext *
new_context (const char *lang)
{
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();
  PangoContext *context = pango_font_map_create_context (fonts);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context, pango_language_from_string (lang));
  cairo_font_options_destroy (options);
  return context;
}

static void
clear_tag (gpointer data)
{
  PtTag *tag = data;

  g_free (tag->alt);
  g_free (tag->actual);
  g_free (tag->lang);
}

static GPtrArray *
new_boxes (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)pt_box_free);
}

static void
choose_sheet (PtPages *self, PtLook look)
{
  const PtHouse *house = pt_document_get_house (self->document);

  self->sheet = pt_page_sheet_get (look, pt_document_is_form (self->document));
  if (house == NULL)
    return;
  self->own_sheet = pt_house_sheet_new (self->sheet, house);
  self->sheet = &self->own_sheet->sheet;
}

static PtPages *
new_pages (PtDocument *document, PtLook look)
{
  PtPages *self = g_new0 (PtPages, 1);

  g_atomic_ref_count_init (&self->refs);
  self->document = pt_document_ref (document);
  choose_sheet (self, look);
  self->lang = pt_document_get_lang (document);
  self->context = new_context (self->lang);
  self->tags = g_array_new (FALSE, FALSE, sizeof (PtTag));
  g_array_set_clear_func (self->tags, clear_tag);
  self->cover = new_boxes ();
  self->masthead = new_boxes ();
  self->boxes = new_boxes ();
  self->contents = new_boxes ();
  self->furniture = new_boxes ();
  self->heads = new_boxes ();
  self->notes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                       (GDestroyNotify)g_ptr_array_unref);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_page_free);
  self->anchors = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->photos = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref,
                                        NULL);
  self->outline = g_array_new (FALSE, FALSE, sizeof (PtOutlineItem));
  return self;
}

static PtGalley
new_galley (PtPages *self, GPtrArray *boxes)
{
  const PtPageSheet *sheet = self->sheet;

  return (PtGalley){ .pages = self,
                     .boxes = boxes,
                     .x = sheet->left,
                     .width = sheet->width - sheet->left - sheet->right };
}

static bool
has_logo (PtPages *self)
{
  const PtHouse *house = pt_document_get_house (self->document);

  return house != NULL && house->logo != NULL;
}

/* On a first page the title stands lower than the text of other pages. */
static void
lower_title (PtPages *self)
{
  PtBox *room;

  if (self->masthead->len == 0 || self->cover->len > 0)
    return;
  room = pt_box_new (TITLE_ABOVE * self->sheet->body);
  room->keep = true;
  g_ptr_array_insert (self->masthead, has_logo (self) ? 1 : 0, room);
}

static void
set_masthead (PtPages *self, guint n)
{
  PtGalley title = new_galley (self, self->masthead);
  PtGalley foot = new_galley (self, self->cover);

  if (has_logo (self))
    pt_galley_logo (&title, pt_document_get_house (self->document)->logo);
  for (guint i = 0; i < n; i++)
    {
      const PtBlock *block = pt_document_nth (self->document, i);

      pt_galley_block (block->style == PT_STYLE_COVER ? &foot : &title, block);
    }
  lower_title (self);
}

static void
set_text (PtPages *self, guint from)
{
  PtGalley galley = new_galley (self, self->boxes);

  galley.before = from > 0 ? TITLE_BELOW * self->sheet->body : 0;
  for (guint i = from; i < pt_document_length (self->document); i++)
    pt_galley_block (&galley, pt_document_nth (self->document, i));
}

static bool
wants_contents (PtPages *self)
{
  return pt_pages_count_chapters (self) >= MIN_CHAPTERS
         && (self->cover->len > 0 || self->pages->len > MIN_PAGES);
}

PtPages *
pt_pages_new (PtDocument *document, PtLook look)
{
  PtPages *self;
  guint masthead;

  g_return_val_if_fail (document != NULL, NULL);
  self = new_pages (document, look);
  masthead = pt_document_masthead (document);
  pt_pages_tag (self, 0, "Document");
  set_masthead (self, masthead);
  pt_pages_make_contents (self);
  set_text (self, masthead);
  pt_pages_break (self, false);
  if (wants_contents (self))
    pt_pages_break (self, true);
  pt_pages_furnish (self);
  return self;
}

PtPages *
pt_pages_ref (PtPages *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
pt_pages_unref (PtPages *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->pages);
  g_hash_table_unref (self->anchors);
  g_hash_table_unref (self->photos);
  g_array_unref (self->outline);
  g_hash_table_unref (self->notes);
  g_ptr_array_unref (self->cover);
  g_ptr_array_unref (self->masthead);
  g_ptr_array_unref (self->boxes);
  g_ptr_array_unref (self->contents);
  g_ptr_array_unref (self->furniture);
  g_ptr_array_unref (self->heads);
  g_array_unref (self->tags);
  g_object_unref (self->context);
  g_clear_pointer (&self->own_sheet, pt_house_sheet_free);
  pt_document_unref (self->document);
  g_free (self);
}

guint
pt_pages_count (PtPages *self)
{
  return self->pages->len;
}

void
pt_pages_get_size (PtPages *self, guint number, double *width, double *height)
{
  const PtPage *page;

  g_return_if_fail (number < self->pages->len);
  page = self->pages->pdata[number];
  *width = page->width;
  *height = page->height;
}

int
pt_pages_find (PtPages *self, const char *id)
{
  const PtAnchorPlace *place = g_hash_table_lookup (self->anchors, id);

  return place != NULL ? (int)place->page : -1;
}

/* A line of a head or foot on @page, @room behind the left margin; @end: at the right one. */
static void
put_furniture (PtPages *self, PtPage *page, const char *words, double room, double y, bool end)
{
  const PtPageSheet *sheet = self->sheet;
  const double left = sheet->left + room;
  const double width = page->width - left - sheet->right;
  g_autoptr (PtText) text = pt_text_new_plain (self, PT_TEXT_FURNITURE, words, width * 0.48);
  PtBox *box = pt_box_new (sheet->texts[PT_TEXT_FURNITURE].size);

  pango_layout_set_ellipsize (text->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (text->layout, TRUE);
  if (end)
    pango_layout_set_alignment (text->layout, PANGO_ALIGN_RIGHT);
  pt_text_put (text, self, PT_TEXT_FURNITURE, 0, box, left + (end ? width * 0.52 : 0), 0,
               PT_TAG_NONE);
  g_ptr_array_add (self->furniture, box);
  pt_page_put (page, box, 0, y, false);
}

/* The colour of the house below the head. */
static void
put_rule (PtPages *self, PtPage *page)
{
  const PtPageSheet *sheet = self->sheet;
  const double size = sheet->texts[PT_TEXT_FURNITURE].size;
  PtBox *box = pt_box_new (RULE);

  pt_box_fill (box, sheet->left, 0, page->width - sheet->left - sheet->right, RULE, sheet->accent);
  g_ptr_array_add (self->furniture, box);
  pt_page_put (page, box, 0, sheet->top * HEAD_AT + RULE_BELOW * size, false);
}

/* The logo stands on the line of the head. Returns the room that it takes. */
static double
put_logo (PtPages *self, PtPage *page)
{
  const PtPageSheet *sheet = self->sheet;
  const PtTextStyle *style = &sheet->texts[PT_TEXT_FURNITURE];
  PtPhoto *logo = pt_document_get_house (self->document)->logo;
  const double scale = MIN (HEAD_LOGO_WIDTH * style->size / logo->width,
                            HEAD_LOGO_HEIGHT * style->size / logo->height);
  PtBox *box = pt_box_new (scale * logo->height);
  PtPiece *piece = pt_box_add (box, PT_PIECE_PHOTO, PT_TAG_NONE, sheet->left, 0);

  piece->width = scale * logo->width;
  piece->height = scale * logo->height;
  piece->photo = pt_photo_ref (logo);
  g_ptr_array_add (self->furniture, box);
  pt_page_put (page, box, 0, sheet->top * HEAD_AT + style->size * style->leading - piece->height,
               false);
  return piece->width + HEAD_LOGO_GAP * style->size;
}

static void
put_head (PtPages *self, PtPage *page)
{
  const PtHouse *house = pt_document_get_house (self->document);
  const double room = has_logo (self) ? put_logo (self, page) : 0;
  const double y = self->sheet->top * HEAD_AT;

  put_furniture (self, page, pt_document_get_running (self->document), room, y, false);
  if (house != NULL && house->has_accent)
    put_rule (self, page);
  if (page->chapter != NULL)
    put_furniture (self, page, page->chapter, room, y, true);
}

/* The first page has its title; a cover has nothing. */
void
pt_pages_furnish (PtPages *self)
{
  for (guint i = 0; i < self->pages->len; i++)
    {
      PtPage *page = self->pages->pdata[i];
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      if (page->bare || self->pages->len == 1)
        continue;
      if (i > 0)
        put_head (self, page);
      put_furniture (self, page, number, 0, page->height - self->sheet->bottom * (1 - FOOT_AT),
                     true);
    }
}
