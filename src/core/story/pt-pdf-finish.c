/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second step of a PDF: libqpdf adds what cairo 1.16 cannot say. The tree of our tags takes the
 * place of cairo's flat one (ISO 32000-1 §14.7), decoration becomes an artifact (§14.8.2.2), links
 * are annotations that name where they lead (§12.5.6.5). */
#include "pt-pdf-private.h"

#include "pt-qpdf.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  qpdf_data pdf;
  PtPages *pages;
  GArray *stretches;
  qpdf_oh root;      /* of the structure */
  qpdf_oh *elements; /* by tag; indirect */
  bool *used;        /* by tag: it or something in it has content */
  GPtrArray *kids;   /* by tag: GArray of qpdf_oh */
  GArray *parents;   /* qpdf_oh: the parent tree, by its key */
  guint links;       /* annotations so far */
} Finisher;

static qpdf_oh
name (Finisher *self, const char *value)
{
  return pt_qpdf ()->oh_new_name (self->pdf, value);
}

static void
set (Finisher *self, qpdf_oh dict, const char *key, qpdf_oh value)
{
  pt_qpdf ()->oh_replace_key (self->pdf, dict, key, value);
}

static void
set_text (Finisher *self, qpdf_oh dict, const char *key, const char *text)
{
  set (self, dict, key, pt_qpdf ()->oh_new_unicode_string (self->pdf, text));
}

static void
set_number (Finisher *self, qpdf_oh dict, const char *key, guint value)
{
  set (self, dict, key, pt_qpdf ()->oh_new_integer (self->pdf, value));
}

static qpdf_oh
page_of (Finisher *self, guint page)
{
  return pt_qpdf ()->get_page_n (self->pdf, page);
}

static void
add_kid (Finisher *self, guint tag, qpdf_oh kid)
{
  g_array_append_val ((GArray *)self->kids->pdata[tag], kid);
}

/* What has content, and all that it stands in. */
static void
mark_used (Finisher *self, guint tag)
{
  while (!self->used[tag])
    {
      self->used[tag] = true;
      tag = g_array_index (self->pages->tags, PtTag, tag).parent;
    }
}

static void
free_array (gpointer array)
{
  g_array_unref (array);
}

static void
make_elements (Finisher *self)
{
  const guint n = self->pages->tags->len;

  self->elements = g_new0 (qpdf_oh, n);
  self->used = g_new0 (bool, n);
  self->kids = g_ptr_array_new_with_free_func (free_array);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->kids, g_array_new (FALSE, FALSE, sizeof (qpdf_oh)));
  for (guint i = 0; i < self->stretches->len; i++)
    {
      const PtPdfStretch *stretch = &g_array_index (self->stretches, PtPdfStretch, i);

      if (stretch->tag != PT_TAG_NONE)
        mark_used (self, stretch->tag);
    }
  for (guint i = 0; i < n; i++)
    if (self->used[i])
      self->elements[i] = pt_qpdf ()->make_indirect_object (
          self->pdf, pt_qpdf ()->oh_new_dictionary (self->pdf));
}

static void
set_scope (Finisher *self, qpdf_oh element, const char *scope)
{
  qpdf_oh attributes = pt_qpdf ()->oh_new_dictionary (self->pdf);
  g_autofree char *value = g_strconcat ("/", scope, NULL);

  set (self, attributes, "/O", name (self, "/Table"));
  set (self, attributes, "/Scope", name (self, value));
  set (self, element, "/A", attributes);
}

static void
describe_element (Finisher *self, guint i)
{
  const PtTag *tag = &g_array_index (self->pages->tags, PtTag, i);
  const qpdf_oh element = self->elements[i];
  g_autofree char *type = g_strconcat ("/", tag->type, NULL);

  set (self, element, "/Type", name (self, "/StructElem"));
  set (self, element, "/S", name (self, type));
  set (self, element, "/P", i == 0 ? self->root : self->elements[tag->parent]);
  if (tag->alt != NULL)
    set_text (self, element, "/Alt", tag->alt);
  if (tag->actual != NULL)
    set_text (self, element, "/ActualText", tag->actual);
  if (tag->lang != NULL)
    set_text (self, element, "/Lang", tag->lang);
  if (tag->scope != NULL)
    set_scope (self, element, tag->scope);
  if (strcmp (tag->type, "Note") == 0)
    {
      g_autofree char *id = g_strdup_printf ("note-%u", i);

      set_text (self, element, "/ID", id);
    }
}

/* The content of a stretch: its number on its page. */
static void
add_stretch (Finisher *self, const PtPdfStretch *stretch)
{
  qpdf_oh reference = pt_qpdf ()->oh_new_dictionary (self->pdf);

  set (self, reference, "/Type", name (self, "/MCR"));
  set (self, reference, "/Pg", page_of (self, stretch->page));
  set_number (self, reference, "/MCID", stretch->mcid);
  add_kid (self, stretch->tag, reference);
}

static void
add_parent (Finisher *self, guint page, qpdf_oh element)
{
  while (self->parents->len <= page)
    {
      const qpdf_oh array = pt_qpdf ()->oh_new_array (self->pdf);

      g_array_append_val (self->parents, array);
    }
  pt_qpdf ()->oh_append_item (self->pdf, g_array_index (self->parents, qpdf_oh, page), element);
}

static void
add_stretches (Finisher *self)
{
  for (guint i = 0; i < self->stretches->len; i++)
    {
      const PtPdfStretch *stretch = &g_array_index (self->stretches, PtPdfStretch, i);
      const bool read = stretch->tag != PT_TAG_NONE;

      if (read)
        add_stretch (self, stretch);
      add_parent (self, stretch->page,
                  read ? self->elements[stretch->tag] : pt_qpdf ()->oh_new_null (self->pdf));
    }
}

static qpdf_oh
real (Finisher *self, double value)
{
  return pt_qpdf ()->oh_new_real_from_double (self->pdf, value, 2);
}

/* [page /XYZ left top zoom] */
static qpdf_oh
destination (Finisher *self, const PtAnchorPlace *place)
{
  const PtPage *page = self->pages->pages->pdata[place->page];
  qpdf_oh array = pt_qpdf ()->oh_new_array (self->pdf);

  pt_qpdf ()->oh_append_item (self->pdf, array, page_of (self, place->page));
  pt_qpdf ()->oh_append_item (self->pdf, array, name (self, "/XYZ"));
  pt_qpdf ()->oh_append_item (self->pdf, array, pt_qpdf ()->oh_new_null (self->pdf));
  pt_qpdf ()->oh_append_item (self->pdf, array,
                              real (self, page->height - place->y + self->pages->sheet->body));
  pt_qpdf ()->oh_append_item (self->pdf, array, pt_qpdf ()->oh_new_null (self->pdf));
  return array;
}

static qpdf_oh
rectangle (Finisher *self, const PtPage *page, const PtPageLink *link)
{
  const double corners[] = { link->x, page->height - link->y - link->height, link->x + link->width,
                             page->height - link->y };
  qpdf_oh array = pt_qpdf ()->oh_new_array (self->pdf);

  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    pt_qpdf ()->oh_append_item (self->pdf, array, real (self, corners[i]));
  return array;
}

/* FALSE when it leads to nothing that is here. */
static bool
set_target (Finisher *self, qpdf_oh annotation, const char *href)
{
  const bool inside = *href == '#';
  const PtAnchorPlace *place = inside ? g_hash_table_lookup (self->pages->anchors, href + 1) : NULL;
  g_autofree char *uri = inside ? NULL : g_uri_escape_string (href, "%:/?#[]@!$&'()*+,;=~", FALSE);
  qpdf_oh action;

  if (inside && place == NULL)
    return false;
  if (inside)
    {
      set (self, annotation, "/Dest", destination (self, place));
      return true;
    }
  action = pt_qpdf ()->oh_new_dictionary (self->pdf);
  set (self, action, "/S", name (self, "/URI"));
  set (self, action, "/URI", pt_qpdf ()->oh_new_string (self->pdf, uri));
  set (self, annotation, "/A", action);
  return true;
}

/* A Link in the structure, below the words that it is in, that holds the annotation. */
static void
tag_link (Finisher *self, guint page, const PtPageLink *link, qpdf_oh annotation)
{
  qpdf_oh element = pt_qpdf ()->make_indirect_object (self->pdf,
                                                      pt_qpdf ()->oh_new_dictionary (self->pdf));
  qpdf_oh reference = pt_qpdf ()->oh_new_dictionary (self->pdf);

  set (self, reference, "/Type", name (self, "/OBJR"));
  set (self, reference, "/Pg", page_of (self, page));
  set (self, reference, "/Obj", annotation);
  set (self, element, "/Type", name (self, "/StructElem"));
  set (self, element, "/S", name (self, "/Link"));
  set (self, element, "/P", self->elements[link->tag]);
  set (self, element, "/K", reference);
  add_kid (self, link->tag, element);
  set_number (self, annotation, "/StructParent", self->pages->pages->len + self->links++);
  g_array_append_val (self->parents, element);
}

static void
add_link (Finisher *self, guint number, const PtPageLink *link, qpdf_oh annotations)
{
  const PtPage *page = self->pages->pages->pdata[number];
  qpdf_oh annotation = pt_qpdf ()->make_indirect_object (
      self->pdf, pt_qpdf ()->oh_parse (self->pdf, "<< /Type /Annot /Subtype /Link "
                                                  "/Border [0 0 0] /F 4 >>"));

  if (link->tag == PT_TAG_NONE || !self->used[link->tag]
      || !set_target (self, annotation, link->href))
    return;
  set (self, annotation, "/Rect", rectangle (self, page, link));
  set_text (self, annotation, "/Contents", *link->href == '#' ? link->href + 1 : link->href);
  tag_link (self, number, link, annotation);
  pt_qpdf ()->oh_append_item (self->pdf, annotations, annotation);
}

static void
add_links (Finisher *self)
{
  for (guint i = 0; i < self->pages->pages->len; i++)
    {
      const PtPage *page = self->pages->pages->pdata[i];
      qpdf_oh annotations = pt_qpdf ()->oh_new_array (self->pdf);

      for (guint l = 0; l < page->links->len; l++)
        add_link (self, i, &g_array_index (page->links, PtPageLink, l), annotations);
      if (pt_qpdf ()->oh_get_array_n_items (self->pdf, annotations) > 0)
        set (self, page_of (self, i), "/Annots", annotations);
      set (self, page_of (self, i), "/Tabs", name (self, "/S"));
      set_number (self, page_of (self, i), "/StructParents", i);
    }
}

/* Parts come in the order in which they were made, content in the order in which it was drawn. */
static void
hang_elements (Finisher *self)
{
  const guint n = self->pages->tags->len;

  for (guint i = 1; i < n; i++)
    if (self->used[i])
      add_kid (self, g_array_index (self->pages->tags, PtTag, i).parent, self->elements[i]);
  for (guint i = 0; i < n; i++)
    {
      const GArray *kids = self->kids->pdata[i];
      qpdf_oh array = pt_qpdf ()->oh_new_array (self->pdf);

      if (!self->used[i])
        continue;
      describe_element (self, i);
      for (guint k = 0; k < kids->len; k++)
        pt_qpdf ()->oh_append_item (self->pdf, array, g_array_index (kids, qpdf_oh, k));
      set (self, self->elements[i], "/K", array);
    }
}

static qpdf_oh
parent_tree (Finisher *self)
{
  qpdf_oh tree = pt_qpdf ()->oh_new_dictionary (self->pdf);
  qpdf_oh numbers = pt_qpdf ()->oh_new_array (self->pdf);

  for (guint i = 0; i < self->parents->len; i++)
    {
      pt_qpdf ()->oh_append_item (self->pdf, numbers, pt_qpdf ()->oh_new_integer (self->pdf, i));
      pt_qpdf ()->oh_append_item (self->pdf, numbers, g_array_index (self->parents, qpdf_oh, i));
    }
  set (self, tree, "/Nums", numbers);
  return pt_qpdf ()->make_indirect_object (self->pdf, tree);
}

static void
make_tree (Finisher *self)
{
  self->root = pt_qpdf ()->make_indirect_object (self->pdf,
                                                 pt_qpdf ()->oh_new_dictionary (self->pdf));
  make_elements (self);
  self->used[0] = true;
  if (self->elements[0] == 0)
    self->elements[0] = pt_qpdf ()->make_indirect_object (
        self->pdf, pt_qpdf ()->oh_new_dictionary (self->pdf));
  add_stretches (self);
  while (self->parents->len < self->pages->pages->len)
    {
      const qpdf_oh array = pt_qpdf ()->oh_new_array (self->pdf);

      g_array_append_val (self->parents, array);
    }
  add_links (self);
  hang_elements (self);
  set (self, self->root, "/Type", name (self, "/StructTreeRoot"));
  set (self, self->root, "/K", self->elements[0]);
  set (self, self->root, "/ParentTree", parent_tree (self));
  set_number (self, self->root, "/ParentTreeNextKey", self->parents->len);
}

static void
describe_document (Finisher *self)
{
  const qpdf_oh catalog = pt_qpdf ()->get_root (self->pdf);

  set (self, catalog, "/StructTreeRoot", self->root);
  set (self, catalog, "/MarkInfo", pt_qpdf ()->oh_parse (self->pdf, "<< /Marked true >>"));
  set (self, catalog, "/ViewerPreferences",
       pt_qpdf ()->oh_parse (self->pdf, "<< /DisplayDocTitle true >>"));
  set_text (self, catalog, "/Lang", self->pages->lang);
  if (self->pages->outline->len > 0)
    set (self, catalog, "/PageMode", name (self, "/UseOutlines"));
}

/* Past a string in parentheses, which may hold what looks like an operator. */
static const char *
skip_string (const char *p, const char *end)
{
  int depth = 0;

  for (; p < end; p++)
    {
      if (*p == '\\')
        p++;
      else if (*p == '(')
        depth++;
      else if (*p == ')' && --depth == 0)
        return p + 1;
    }
  return end;
}

/* (transfer full): the content with its decoration marked as such. */
static GString *
mark_artifacts (const char *content, gsize size)
{
  static const char mark[] = "/" PT_PDF_DECORATION " <<";
  GString *out = g_string_sized_new (size);
  const char *end = content + size;

  for (const char *p = content; p < end;)
    {
      const bool found = (gsize)(end - p) > strlen (mark) && strncmp (p, mark, strlen (mark)) == 0;
      const char *close = found ? g_strstr_len (p, end - p, "BDC") : NULL;
      const char *after = *p == '(' ? skip_string (p, end) : p + 1;

      if (close != NULL)
        {
          g_string_append (out, "/Artifact BMC");
          after = close + strlen ("BDC");
        }
      else
        g_string_append_len (out, p, after - p);
      p = after;
    }
  return out;
}

static void
mark_page (Finisher *self, guint page)
{
  const qpdf_oh stream = pt_qpdf ()->oh_get_key (self->pdf, page_of (self, page), "/Contents");
  unsigned char *data = NULL;
  size_t size = 0;
  QPDF_BOOL filtered = QPDF_FALSE;

  if (pt_qpdf ()->oh_get_stream_data (self->pdf, stream, qpdf_dl_generalized, &filtered, &data,
                                      &size)
          != QPDF_SUCCESS
      || !filtered)
    {
      free (data);
      return;
    }
  g_autoptr (GString) marked = mark_artifacts ((const char *)data, size);

  pt_qpdf ()->oh_replace_stream_data (self->pdf, stream, (const unsigned char *)marked->str,
                                      marked->len, pt_qpdf ()->oh_new_null (self->pdf),
                                      pt_qpdf ()->oh_new_null (self->pdf));
  free (data);
}

static gboolean
check (Finisher *self, GError **error)
{
  if (!pt_qpdf ()->has_error (self->pdf))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The PDF cannot be written: %s"),
               pt_qpdf ()->get_error_full_text (self->pdf, pt_qpdf ()->get_error (self->pdf)));
  return FALSE;
}

/* A file beside @path takes its place when it is whole. */
static gboolean
write_pdf (Finisher *self, const char *path, GError **error)
{
  g_autofree char *beside = g_strconcat (path, ".part", NULL);

  pt_qpdf ()->init_write (self->pdf, beside);
  pt_qpdf ()->set_deterministic_ID (self->pdf, QPDF_TRUE);
  pt_qpdf ()->set_object_stream_mode (self->pdf, qpdf_o_generate);
  pt_qpdf ()->set_compress_streams (self->pdf, QPDF_TRUE);
  pt_qpdf ()->write (self->pdf);
  if (check (self, error) && g_rename (beside, path) == 0)
    return TRUE;
  g_remove (beside);
  if (error != NULL && *error == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("“%s” cannot be written"), path);
  return FALSE;
}

static gboolean
finish (Finisher *self, const char *drawn, const char *path, GError **error)
{
  pt_qpdf ()->silence_errors (self->pdf);
  pt_qpdf ()->set_suppress_warnings (self->pdf, QPDF_TRUE);
  pt_qpdf ()->read (self->pdf, drawn, NULL);
  if (!check (self, error))
    return FALSE;
  make_tree (self);
  describe_document (self);
  for (guint i = 0; i < self->pages->pages->len; i++)
    mark_page (self, i);
  return check (self, error) && write_pdf (self, path, error);
}

gboolean
pt_pdf_finish (PtPages *pages, const char *drawn, GArray *stretches, const char *path,
               GError **error)
{
  Finisher self = { .pages = pages, .stretches = stretches };
  gboolean done;

  if (pt_qpdf () == NULL)
    {
      pt_late_set_missing (error, PT_QPDF_LIBRARY);
      return FALSE;
    }
  self.pdf = pt_qpdf ()->init ();
  self.parents = g_array_new (FALSE, FALSE, sizeof (qpdf_oh));
  done = finish (&self, drawn, path, error);
  g_free (self.elements);
  g_free (self.used);
  g_clear_pointer (&self.kids, g_ptr_array_unref);
  g_array_unref (self.parents);
  pt_qpdf ()->cleanup (&self.pdf);
  return done;
}
