/** Authentication by JSON Web Token: {@link dev.turbine.auth.jwt.JwtAuthenticator}. */
@NullMarked
package dev.turbine.auth.jwt;

import org.jspecify.annotations.NullMarked;
