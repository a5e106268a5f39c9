/* gesso-test-server.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A server on loopback that does what a script says, byte by byte, for everything that a real HTTP
 * server would not do. It has its own thread. Steps, one per string:
 *
 *   head          reads up to the end of the request's headers
 *   read          reads the whole request, by its Content-Length
 *   send TEXT     sends TEXT, in which \r \n \t \\ \0 and octal escapes are understood
 *   drip MS TEXT  the same, one byte every MS milliseconds
 *   fill N        sends N bytes of 'x'
 *   endless       sends bytes until the client hangs up
 *   wait MS       waits
 *   hang          waits until the client hangs up
 *   reset         cuts the connection hard
 *
 * The end of a script closes the connection. The scripts are for the first, second, … connection;
 * the last one is used again for all later ones. */
typedef struct _GessoTestServer GessoTestServer;

GessoTestServer *gesso_test_server_new         (void);
GessoTestServer *gesso_test_server_new_tls     (GTlsCertificate   *certificate);
void             gesso_test_server_free        (GessoTestServer   *self);

void             gesso_test_server_add_script  (GessoTestServer   *self,
                                                const char *const *steps);
char            *gesso_test_server_dup_uri     (GessoTestServer   *self,
                                                const char        *path);

/* What happened so far; safe from any thread. */
guint            gesso_test_server_get_n_begun  (GessoTestServer  *self);
guint            gesso_test_server_get_n_ended  (GessoTestServer  *self);
guint            gesso_test_server_get_n_hung_up (GessoTestServer *self);
char            *gesso_test_server_dup_request  (GessoTestServer  *self,
                                                 guint             connection);
GBytes          *gesso_test_server_dup_bytes    (GessoTestServer  *self,
                                                 guint             connection);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoTestServer, gesso_test_server_free)

G_END_DECLS
