/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a flat tree is laid out, for pt-tree.c and pt-tree-parse.c; nobody else. */
#pragma once

#include "pt-tree.h"

G_BEGIN_DECLS

#define PT_TREE_NO_NAME G_MAXUINT32

typedef struct
{
  guint8 type;  /* PtNodeType */
  guint32 name; /* where in texts; PT_TREE_NO_NAME = none */
  union
  {
    bool b;
    int64_t i;
    double r;
    guint32 text;   /* where in texts */
    guint32 length; /* of a container: children */
  };
  guint32 after;      /* the node behind it and all below it */
  guint32 start, end; /* of its bytes in the source */
} PtCell;

struct _PtTree
{
  const char *source;
  GArray *cells;  /* PtCell, parents before children */
  GString *texts; /* without escapes, each ended by NUL */
};

G_END_DECLS
