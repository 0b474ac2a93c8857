/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the coordinator does at the hub: decisions about what waits, members, devices. Each call is one
 * or a few requests; blocking, on the thread that owns the store. @transport NULL = libcurl to the
 * logbook's hub. Refusals are PT_SYNC_ERROR with a sentence. */
#pragma once

#include "pt-device-seen.h"
#include "pt-sync.h"

G_BEGIN_DECLS

/* A save that waits for a decision. */
typedef struct
{
  PtOp *op;      /* what it would set; member and device are its author's */
  char *title;   /* of the record, as it is here or as the save would call it */
  gboolean made; /* the record is here already */
  char *reason;  /* "role", "revoked", "too_many" */
  int64_t held_at;
} PtHeldSave;
void pt_held_save_free (PtHeldSave *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtHeldSave, pt_held_save_free)
/* (transfer full): PtHeldSave in the order in which the hub got them. */
GPtrArray *pt_sync_list_quarantine (PtStore *store, PtTransport *transport, GError **error);

/**
 * pt_sync_decide:
 * @ops: ids of ops; each stands for all that its laptop saved on that record and that waits
 * @accept: apply them, or leave them in their author's history
 * @n_decided: (out) (nullable): ops that do not wait any more
 */
gboolean pt_sync_decide (PtStore *store, PtTransport *transport, const char *const *ops,
                         gboolean accept, guint *n_decided, GError **error);

gboolean pt_sync_set_role (PtStore *store, PtTransport *transport, const char *member,
                           const char *role, GError **error);
/* Out with all their laptops, or back in with them. */
gboolean pt_sync_set_active (PtStore *store, PtTransport *transport, const char *member,
                             gboolean active, GError **error);

typedef struct
{
  char *id;
  char *name;
  char *member;
  char *parent;                            /* the device that it is a copy of; or NULL */
  int64_t made_at, contact_at, revoked_at; /* microseconds UTC; 0 = never */
  int64_t coverage;                        /* erasure orders that it has carried out */
  gboolean is_this;
} PtTeamDevice;
void pt_team_device_free (PtTeamDevice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtTeamDevice, pt_team_device_free)
/* (transfer full): PtTeamDevice; the coordinator sees all, others their own. */
GPtrArray *pt_sync_list_devices (PtStore *store, PtTransport *transport, GError **error);
/* (transfer full): PtDeviceSeen: laptops of the team but this one that may have more than it; empty
 * without a team server. */
GPtrArray *pt_sync_list_seen (PtStore *store, PtTransport *transport, GError **error);
gboolean pt_sync_revoke_device (PtStore *store, PtTransport *transport, const char *device,
                                GError **error);
/* This laptop. The question for a name is answered by it. */
gboolean pt_sync_name_device (PtStore *store, PtTransport *transport, const char *name,
                              GError **error);

G_END_DECLS
