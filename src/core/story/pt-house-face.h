/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The letters of a house for files that carry their own: of each face only what one document needs. A font
 * says itself whether it may be handed on inside a document; where it may not, nothing of it leaves the laptop. */
#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

typedef struct
{
  char *family;
  const char *weight; /* as CSS says it */
  const char *style;
  const char *extension; /* "ttf" or "otf" */
  GBytes *bytes;
} PtHouseFace;

void pt_house_face_free (PtHouseFace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtHouseFace, pt_house_face_free)

/* Whether what OS/2 of a font says in fsType lets it stand in a document that somebody may change. */
bool pt_house_face_allows (guint16 fs_type);

/* Whether all faces of @family that would be used may. @family is installed. */
bool pt_house_face_may_leave (const char *family);

/**
 * pt_house_faces_new:
 * @families: (array zero-terminated=1): %NULL where there are none
 * @text: what is set in them, with any mark-up
 *
 * The same text and fonts give the same bytes. Any thread.
 *
 * Returns: (transfer full): GPtrArray of PtHouseFace: upright, italic and bold of those families that may leave
 */
GPtrArray *pt_house_faces_new (const char *const *families, const char *text);

G_END_DECLS
