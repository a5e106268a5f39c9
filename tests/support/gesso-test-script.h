/* gesso-test-script.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "support/gesso-test-server.h"

G_BEGIN_DECLS

/* Answers for a GessoTestServer, and looking at what it was asked. In all steps {png} is the bytes
 * of a picture, {base64} the same as text, and {base} the address of the server itself. */

#define CRLF "\r\n"
#define HEAD(status, type)                                                                         \
  "send HTTP/1.1 " status CRLF "x-request-id: req_7" CRLF "Connection: close" CRLF                 \
  "retry-after-ms: 1" CRLF "Content-Type: " type CRLF CRLF
#define JSON HEAD ("200 OK", "application/json")
#define EVENTS HEAD ("200 OK", "text/event-stream")
#define ERROR(status, code, more)                                                                  \
  HEAD (status, "application/json")                                                                \
  "{\"error\":{\"message\":\"words of the service\",\"type\":\"invalid_request_error\","           \
  "\"code\":\"" code "\"" more "}}"

/* The picture that {png} and {base64} stand for: 64 × 48 pixels. */
GBytes       *gesso_test_script_get_picture  (void);

char         *gesso_test_script_escape       (GBytes                *bytes);
char         *gesso_test_script_fill_in      (GessoTestServer       *server,
                                              const char            *step);
char         *gesso_test_script_fill_in_with (GessoTestServer       *server,
                                              const char            *step,
                                              GBytes                *picture);

/* One connection each: some steps; a request that is read and answered; one that is not. */
void          gesso_test_script_play         (GessoTestServer       *server,
                                              const char *const     *steps);
void          gesso_test_script_answer       (GessoTestServer       *server,
                                              const char            *step);
void          gesso_test_script_hang         (GessoTestServer       *server);

/* That a connection stands says not yet that anything came over it. */
gboolean      gesso_test_script_has_come     (GessoTestServer       *server,
                                              guint                  connection);
void          gesso_test_script_assert_line  (GessoTestServer       *server,
                                              guint                  connection,
                                              const char            *line);

/* The same, and that the key of the tests came along as a bearer. */
void          gesso_test_script_assert_asked (GessoTestServer       *server,
                                              guint                  connection,
                                              const char            *line);

/* Every member that was sent, and no other. */
void          gesso_test_script_assert_body  (GessoTestServer       *server,
                                              guint                  connection,
                                              const char            *expected);

G_END_DECLS
