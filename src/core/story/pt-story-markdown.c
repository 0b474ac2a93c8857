/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmark-gfm reads, we keep what a story can hold. Tags are words that somebody typed. */
#include "pt-story-markdown.h"

#include "pt-story-words.h"

#include <cmark-gfm.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (cmark_node, cmark_node_free)

/* Deeper nesting than any person writes is kept as plain text. */
#define MAX_DEPTH 24

bool
pt_markdown_url_is_safe (const char *url)
{
  static const char *const schemes[] = { "http://", "https://", "mailto:" };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (url, schemes[i], strlen (schemes[i])) == 0)
      return true;
  return false;
}

static void add_inlines (GPtrArray *into, cmark_node *parent, int depth);

static void
add_styled (GPtrArray *into, cmark_node *node, PtInlineType type, const char *href, int depth)
{
  PtInline *item = pt_inline_new (type, NULL, href);

  item->children = pt_inlines_new (NULL);
  add_inlines (item->children, node, depth + 1);
  g_ptr_array_add (into, item);
}

static void
add_inline (GPtrArray *into, cmark_node *node, int depth)
{
  cmark_node_type type = cmark_node_get_type (node);

  if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_HTML_INLINE)
    pt_inlines_add (into, PT_INLINE_TEXT, cmark_node_get_literal (node));
  else if (type == CMARK_NODE_SOFTBREAK)
    pt_inlines_add (into, PT_INLINE_TEXT, " ");
  else if (type == CMARK_NODE_LINEBREAK)
    pt_inlines_add (into, PT_INLINE_BREAK, NULL);
  else if (type == CMARK_NODE_STRONG)
    add_styled (into, node, PT_INLINE_STRONG, NULL, depth);
  else if (type == CMARK_NODE_EMPH)
    add_styled (into, node, PT_INLINE_EMPHASIS, NULL, depth);
  else if (type == CMARK_NODE_LINK && pt_markdown_url_is_safe (cmark_node_get_url (node)))
    add_styled (into, node, PT_INLINE_LINK, cmark_node_get_url (node), depth);
  else if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE)
    add_inlines (into, node, depth + 1);
}

static void
add_inlines (GPtrArray *into, cmark_node *parent, int depth)
{
  if (depth > MAX_DEPTH)
    return;
  for (cmark_node *node = cmark_node_first_child (parent); node != NULL;
       node = cmark_node_next (node))
    add_inline (into, node, depth);
}

static void add_blocks (GPtrArray *into, cmark_node *parent, int depth);

static GPtrArray *
new_blocks (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)pt_block_free);
}

static void
add_list (GPtrArray *into, cmark_node *node, int depth)
{
  PtBlock *list = pt_block_new (PT_BLOCK_LIST);

  list->ordered = cmark_node_get_list_type (node) == CMARK_ORDERED_LIST;
  list->start = list->ordered ? cmark_node_get_list_start (node) : 0;
  for (cmark_node *item = cmark_node_first_child (node); item != NULL;
       item = cmark_node_next (item))
    {
      GPtrArray *blocks = new_blocks ();

      add_blocks (blocks, item, depth + 1);
      pt_block_add_item (list, blocks);
    }
  g_ptr_array_add (into, list);
}

static void
add_heading (GPtrArray *into, cmark_node *node, int depth)
{
  PtBlock *block = pt_block_new_paragraph (PT_STYLE_PLAIN, NULL);

  add_styled (block->inlines, node, PT_INLINE_STRONG, NULL, depth);
  g_ptr_array_add (into, block);
}

static void
add_code (GPtrArray *into, cmark_node *node)
{
  g_autofree char *text = g_strdup (cmark_node_get_literal (node));

  g_ptr_array_add (into, pt_block_new_paragraph (PT_STYLE_PLAIN, g_strstrip (text)));
}

static void
add_block (GPtrArray *into, cmark_node *node, int depth)
{
  cmark_node_type type = cmark_node_get_type (node);

  if (type == CMARK_NODE_PARAGRAPH)
    {
      PtBlock *block = pt_block_new_paragraph (PT_STYLE_PLAIN, NULL);

      add_inlines (block->inlines, node, depth);
      g_ptr_array_add (into, block);
    }
  else if (type == CMARK_NODE_BLOCK_QUOTE)
    {
      PtBlock *quote = pt_block_new (PT_BLOCK_QUOTE);

      quote->children = new_blocks ();
      add_blocks (quote->children, node, depth + 1);
      g_ptr_array_add (into, quote);
    }
  else if (type == CMARK_NODE_LIST)
    add_list (into, node, depth);
  else if (type == CMARK_NODE_HEADING)
    add_heading (into, node, depth);
  else if (type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK)
    add_code (into, node);
}

static void
add_blocks (GPtrArray *into, cmark_node *parent, int depth)
{
  if (depth > MAX_DEPTH)
    return;
  for (cmark_node *node = cmark_node_first_child (parent); node != NULL;
       node = cmark_node_next (node))
    add_block (into, node, depth);
}

/* (transfer full): without control characters, which no format of ours may hold. */
static char *
drop_controls (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_iscntrl (*p) || *p == '\n' || *p == '\t')
      g_string_append_c (out, *p);
  return g_string_free (out, FALSE);
}

GPtrArray *
pt_markdown_parse (const char *text)
{
  g_autofree char *clean = drop_controls (text);
  g_autoptr (cmark_node) root = cmark_parse_document (clean, strlen (clean),
                                                      CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8);
  GPtrArray *blocks = new_blocks ();

  add_blocks (blocks, root, 0);
  return blocks;
}

static void
flatten_blocks (GString *out, GPtrArray *blocks)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      const PtBlock *block = blocks->pdata[i];
      g_autofree char *text = pt_inlines_dup_text (block->inlines);

      g_string_append_printf (out, "%s ", text);
      flatten_blocks (out, block->children);
    }
}

char *
pt_markdown_flatten (const char *text)
{
  g_autoptr (GPtrArray) blocks = pt_markdown_parse (text);
  g_autoptr (GString) out = g_string_new (NULL);

  flatten_blocks (out, blocks);
  return pt_words_flat (out->str);
}
