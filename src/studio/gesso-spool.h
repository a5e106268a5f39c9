/* gesso-spool.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GESSO_TYPE_SPOOL (gesso_spool_get_type ())
G_DECLARE_FINAL_TYPE (GessoSpool, gesso_spool, GESSO, SPOOL, GObject)

/**
 * GESSO_SPOOL_ERROR:
 *
 * A picture that came whole and is none.
 */
#define GESSO_SPOOL_ERROR (gesso_spool_error_quark ())
GQuark gesso_spool_error_quark (void);

/**
 * GessoSpoolError:
 * @GESSO_SPOOL_ERROR_NOT_A_PICTURE: the file is of no format that we know, or ends early
 */
typedef enum
{
  GESSO_SPOOL_ERROR_NOT_A_PICTURE,
} GessoSpoolError;

GessoSpool    *gesso_spool_new             (void) G_GNUC_WARN_UNUSED_RESULT;
void           gesso_spool_make_async      (GessoSpool           *self,
                                            const char           *folder,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean       gesso_spool_make_finish     (GessoSpool           *self,
                                            GAsyncResult         *result,
                                            GError              **error);
GOutputStream *gesso_spool_open_answer     (GessoSpool           *self,
                                            const char           *folder,
                                            GError              **error) G_GNUC_WARN_UNUSED_RESULT;
GOutputStream *gesso_spool_open_picture    (GessoSpool           *self,
                                            const char           *folder,
                                            guint                 index,
                                            GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void           gesso_spool_seal_async      (GessoSpool           *self,
                                            const char           *folder,
                                            guint                 index,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean       gesso_spool_seal_finish     (GessoSpool           *self,
                                            GAsyncResult         *result,
                                            GError              **error);
GBytes        *gesso_spool_map_picture     (GessoSpool           *self,
                                            const char           *folder,
                                            guint                 index,
                                            GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void           gesso_spool_write_meta_async (GessoSpool          *self,
                                             const char          *folder,
                                             const char          *text,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean       gesso_spool_write_meta_finish (GessoSpool         *self,
                                              GAsyncResult       *result,
                                              GError            **error);
GArray        *gesso_spool_dup_sealed      (GessoSpool           *self,
                                            const char           *folder);
gboolean       gesso_spool_has_answer      (GessoSpool           *self,
                                            const char           *folder);
void           gesso_spool_forget          (GessoSpool           *self,
                                            const char           *folder);
void           gesso_spool_close_async     (GessoSpool           *self,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean       gesso_spool_close_finish    (GessoSpool           *self,
                                            GAsyncResult         *result,
                                            GError              **error);

G_END_DECLS
