/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Markdown writer. */
#include "pt-markdown.h"

#include "pt-story-markdown.h"

#include <string.h>

typedef struct
{
  GString *out;
  GPtrArray *files;
  guint images;
} Writer;

void
pt_story_file_free (PtStoryFile *self)
{
  g_free (self->path);
  g_bytes_unref (self->bytes);
  g_free (self);
}

PtStoryFile *
pt_story_file_new (const char *path, char *text)
{
  PtStoryFile *self = g_new0 (PtStoryFile, 1);

  self->path = g_strdup (path);
  self->bytes = g_bytes_new_take (text, strlen (text));
  return self;
}

/* A digit and a dot, a dash or a plus are marks only where a line begins. */
static bool
begins_list (const char *text)
{
  const char *p = text;

  if ((*p == '-' || *p == '+') && (p[1] == ' ' || p[1] == '\0'))
    return true;
  while (g_ascii_isdigit (*p))
    p++;
  return p > text && (*p == '.' || *p == ')');
}

char *
pt_markdown_escape (const char *text)
{
  GString *out = g_string_new (NULL);
  const char *p = text;

  if (begins_list (p))
    {
      while (g_ascii_isdigit (*p))
        g_string_append_c (out, *p++);
      g_string_append_c (out, '\\');
      g_string_append_c (out, *p++);
    }
  for (; *p != '\0'; p++)
    {
      if (strchr ("\\`*_[]<>|#~", *p) != NULL
          || (*p == '&' && (g_ascii_isalnum (p[1]) || p[1] == '#')))
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p == '\n' ? ' ' : *p);
    }
  return g_string_free (out, FALSE);
}

static void
append_escaped (GString *out, const char *text)
{
  g_autofree char *escaped = pt_markdown_escape (text);

  g_string_append (out, escaped);
}

static void append_inlines (GString *out, GPtrArray *inlines);

static void
append_inline (GString *out, const PtInline *item)
{
  const char *mark = item->type == PT_INLINE_STRONG     ? "**"
                     : item->type == PT_INLINE_EMPHASIS ? "*"
                                                        : "";
  bool link = item->type == PT_INLINE_LINK && pt_markdown_url_is_safe (item->href);

  if (item->type == PT_INLINE_BREAK)
    g_string_append (out, "\\\n");
  if (item->type == PT_INLINE_NOTE)
    {
      g_string_append_printf (out, "[^%s]", item->href);
      return;
    }
  if (item->type == PT_INLINE_REFERENCE)
    {
      g_string_append_printf (out, "\\[%s\\]", item->text);
      return;
    }
  g_string_append (out, link ? "[" : mark);
  if (item->text != NULL)
    append_escaped (out, item->text);
  append_inlines (out, item->children);
  if (link)
    g_string_append_printf (out, "](<%s>)", item->href);
  else
    g_string_append (out, mark);
}

static void
append_inlines (GString *out, GPtrArray *inlines)
{
  for (guint i = 0; inlines != NULL && i < inlines->len; i++)
    append_inline (out, inlines->pdata[i]);
}

/* Writes @text with @first before its first line and @rest before the others. */
static void
append_indented (GString *out, const char *text, const char *first, const char *rest)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (lines);

  for (guint i = 0; i < n; i++)
    {
      if (i + 1 == n && *lines[i] == '\0')
        break;
      g_string_append (out, i == 0 ? first : rest);
      g_string_append (out, lines[i]);
      g_string_append_c (out, '\n');
    }
}

static void write_block (Writer *self, const PtBlock *block);

/* (transfer full): the blocks as they are outside of any list or quote. */
static char *
write_inside (Writer *self, GPtrArray *blocks)
{
  Writer inside = *self;

  inside.out = g_string_new (NULL);
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    write_block (&inside, blocks->pdata[i]);
  self->images = inside.images;
  return g_strchomp (g_string_free (inside.out, FALSE));
}

static void
write_quote (Writer *self, const PtBlock *block)
{
  g_autofree char *inside = write_inside (self, block->children);

  append_indented (self->out, inside, "> ", "> ");
  if (block->attribution != NULL)
    {
      g_string_append (self->out, ">\n> — ");
      append_inlines (self->out, block->attribution);
      g_string_append_c (self->out, '\n');
    }
}

static void
write_list (Writer *self, const PtBlock *block)
{
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    {
      const PtBlock *item = block->children->pdata[i];
      g_autofree char *inside = write_inside (self, item->children);
      g_autofree char *number = g_strdup_printf ("%d. ", block->start + (int)i);

      g_autofree char *blanks = g_strnfill (block->ordered ? strlen (number) : 2, ' ');

      append_indented (self->out, inside, block->ordered ? number : "- ", blanks);
    }
}

static void
write_row (GString *out, char **cells)
{
  for (guint i = 0; cells[i] != NULL; i++)
    {
      g_string_append (out, i == 0 ? "| " : " | ");
      append_escaped (out, cells[i]);
    }
  g_string_append (out, " |\n");
}

static void
write_table (Writer *self, const PtBlock *block)
{
  g_string_append (self->out, "**");
  append_inlines (self->out, block->inlines);
  g_string_append (self->out, "**\n\n");
  write_row (self->out, block->header);
  for (guint i = 0; block->header[i] != NULL; i++)
    g_string_append (self->out, "|---");
  g_string_append (self->out, "|\n");
  for (guint i = 0; i < block->rows->len; i++)
    write_row (self->out, block->rows->pdata[i]);
}

static const char *
extension (const char *mime)
{
  static const struct
  {
    const char *mime, *extension;
  } known[] = { { "image/jpeg", "jpg" },
                { "image/png", "png" },
                { "image/gif", "gif" },
                { "image/svg+xml", "svg" },
                { "image/webp", "webp" } };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (known[i].mime, mime) == 0)
      return known[i].extension;
  return "bin";
}

/* (transfer full): its path; the file joins the others. Never the name that it had. */
static char *
add_picture (Writer *self, const PtBlock *block)
{
  PtStoryFile *file = g_new0 (PtStoryFile, 1);

  if (block->picture != NULL)
    {
      char *svg = pt_picture_to_svg (block->picture, true, NULL);

      file->path = g_strdup_printf ("pictures/%s.svg", pt_picture_get_name (block->picture));
      file->bytes = g_bytes_new_take (svg, strlen (svg));
    }
  else
    {
      file->path = g_strdup_printf ("pictures/picture-%02u.%s", ++self->images,
                                    extension (block->mime));
      file->bytes = g_bytes_ref (block->image);
    }
  g_ptr_array_add (self->files, file);
  return g_strdup (file->path);
}

static void
write_figure (Writer *self, const PtBlock *block)
{
  g_autofree char *path = add_picture (self, block);

  g_string_append (self->out, "![");
  append_escaped (self->out, block->alt != NULL ? block->alt : "");
  g_string_append_printf (self->out, "](%s)\n", path);
  if (block->inlines != NULL && block->inlines->len > 0)
    {
      g_string_append (self->out, "\n*");
      append_inlines (self->out, block->inlines);
      g_string_append (self->out, "*\n");
    }
  if (block->twin != NULL)
    {
      g_string_append_c (self->out, '\n');
      write_table (self, block->twin);
    }
}

static void
write_heading (Writer *self, const PtBlock *block)
{
  for (int i = 0; i < block->level; i++)
    g_string_append_c (self->out, '#');
  g_string_append_c (self->out, ' ');
  append_inlines (self->out, block->inlines);
  g_string_append_c (self->out, '\n');
}

static void
write_paragraph (Writer *self, const PtBlock *block)
{
  bool quiet = block->style == PT_STYLE_DATELINE || block->style == PT_STYLE_SUBTITLE;
  bool loud = block->style == PT_STYLE_QUESTION || block->style == PT_STYLE_SIGNPOST
              || block->style == PT_STYLE_CODE;
  const char *mark = quiet ? "*" : loud ? "**" : "";
  g_autoptr (GString) text = g_string_new (NULL);

  append_inlines (text, block->inlines);
  if (strstr (text->str, "**") != NULL)
    mark = "";
  g_string_append_printf (self->out, "%s%s%s\n", mark, text->str, mark);
}

static void
write_note (Writer *self, const PtBlock *block)
{
  g_string_append_printf (self->out, "[^%s]: ", block->id);
  append_inlines (self->out, block->inlines);
  g_string_append_c (self->out, '\n');
}

static void
write_blanks (Writer *self, const PtBlock *block)
{
  g_string_append (self->out, block->level == 0 ? "☐ " : "");
  append_inlines (self->out, block->inlines);
  for (int i = 0; i < block->level; i++)
    g_string_append (self->out, "\\\n…");
  g_string_append_c (self->out, '\n');
}

static void
write_block (Writer *self, const PtBlock *block)
{
  switch (block->type)
    {
    case PT_BLOCK_HEADING:
      write_heading (self, block);
      break;
    case PT_BLOCK_PARAGRAPH:
      write_paragraph (self, block);
      break;
    case PT_BLOCK_NOTE:
      write_note (self, block);
      break;
    case PT_BLOCK_QUOTE:
      write_quote (self, block);
      break;
    case PT_BLOCK_LIST:
      write_list (self, block);
      break;
    case PT_BLOCK_TABLE:
      write_table (self, block);
      break;
    case PT_BLOCK_FIGURE:
      write_figure (self, block);
      break;
    case PT_BLOCK_PAGE_BREAK:
      g_string_append (self->out, "---\n");
      break;
    case PT_BLOCK_BLANKS:
      write_blanks (self, block);
      break;
    }
  g_string_append_c (self->out, '\n');
}

char *
pt_markdown_clean (const char *text)
{
  g_autoptr (GPtrArray) blocks = pt_markdown_parse (text);
  Writer self = { .out = NULL };

  return write_inside (&self, blocks);
}

char *
pt_markdown_write (PtDocument *document, GPtrArray *files)
{
  Writer self = { .out = g_string_new (NULL), .files = files };

  for (guint i = 0; i < pt_document_length (document); i++)
    write_block (&self, pt_document_nth (document, i));
  return g_string_free (self.out, FALSE);
}

static void
write_bare (Writer *self, const PtBlock *block)
{
  g_autoptr (GPtrArray) inlines = g_ptr_array_new ();

  for (guint i = 0; block->inlines != NULL && i < block->inlines->len; i++)
    if (((PtInline *)block->inlines->pdata[i])->type != PT_INLINE_REFERENCE)
      g_ptr_array_add (inlines, block->inlines->pdata[i]);
  if (block->type == PT_BLOCK_PARAGRAPH && inlines->len > 0)
    {
      append_inlines (self->out, inlines);
      g_string_append (self->out, "\n\n");
    }
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    {
      if (block->type == PT_BLOCK_LIST)
        g_string_append (self->out, "- ");
      write_bare (self, block->children->pdata[i]);
    }
}

char *
pt_markdown_write_part (PtDocument *document, guint first, guint n)
{
  Writer self = { .out = g_string_new (NULL) };

  for (guint i = 0; i < n; i++)
    write_bare (&self, pt_document_nth (document, first + i));
  return g_strchomp (g_string_free (self.out, FALSE));
}
