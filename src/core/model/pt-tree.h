/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON as a flat tree, for what comes by the thousand: one array of nodes and one of texts instead of
 * an object per value. Reading it is the only parser of JSON here (pt-tree-parse.c), strict by RFC
 * 8259 and bounded; pt_json_parse() makes json-glib's tree out of it for everybody else. */
#pragma once

#include <json-glib/json-glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

typedef enum
{
  PT_NODE_NULL,
  PT_NODE_BOOL,
  PT_NODE_INT,
  PT_NODE_REAL,
  PT_NODE_TEXT,
  PT_NODE_ARRAY,
  PT_NODE_OBJECT,
} PtNodeType;

typedef struct _PtTree PtTree;

/* One value in a tree, by value; nothing to free. */
typedef struct
{
  const PtTree *tree; /* NULL = no such value */
  guint at;
} PtNode;

/**
 * pt_tree_parse:
 * @data: bytes, not necessarily ended by NUL; they must outlive the tree
 * @size: their number
 * @max_size: the most the caller accepts
 *
 * Returns: (transfer full) (nullable): the tree, or %NULL with a %PT_JSON_ERROR
 */
PtTree *pt_tree_parse (const char *data, size_t size, size_t max_size, GError **error);
void pt_tree_free (PtTree *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtTree, pt_tree_free)
PtNode pt_tree_root (const PtTree *self);

/* FALSE with @error ends the parsing. @index counts from 0. */
typedef bool (*PtTreeEach) (PtNode element, guint index, gpointer data, GError **error);

/**
 * pt_tree_parse_each:
 * @list: name of an array in the root
 * @each: called for each element of that array as soon as it is read
 *
 * As pt_tree_parse(), but an element is gone when @each returns, so that a long list takes the room
 * of one element. The array is empty in the tree. What @each was told counts only when the whole was
 * good.
 */
PtTree *pt_tree_parse_each (const char *data, size_t size, size_t max_size, const char *list,
                            PtTreeEach each, gpointer user_data, GError **error);

PtNodeType pt_node_type (PtNode self);
bool pt_node_is (PtNode self, PtNodeType type); /* FALSE where there is none */
bool pt_node_bool (PtNode self);
int64_t pt_node_int (PtNode self);
double pt_node_real (PtNode self);
const char *pt_node_text (PtNode self); /* borrowed from the tree */
/* Of containers. */
guint pt_node_length (PtNode self);
PtNode pt_node_first (PtNode self);
PtNode pt_node_next (PtNode self, PtNode container); /* the one after @self */
const char *pt_node_name (PtNode self);              /* of a member of an object */
PtNode pt_node_member (PtNode self, const char *name);
/* The bytes of @data that the value was read from. */
const char *pt_node_source (PtNode self, size_t *size);

/* (transfer full): the same as json-glib's tree */
JsonNode *pt_node_to_json (PtNode self);

/* Typed members, as pt_json_get_text() and so on. */
bool pt_node_get_text (PtNode self, const char *name, const char **out, GError **error);
bool pt_node_get_int (PtNode self, const char *name, int64_t *out, GError **error);
bool pt_node_get_object (PtNode self, const char *name, PtNode *out, GError **error);
bool pt_node_get_array (PtNode self, const char *name, PtNode *out, GError **error);
const char *pt_node_text_or (PtNode self, const char *name, const char *fallback);
int64_t pt_node_int_or (PtNode self, const char *name, int64_t fallback);
bool pt_node_bool_or (PtNode self, const char *name, bool fallback);

G_END_DECLS
