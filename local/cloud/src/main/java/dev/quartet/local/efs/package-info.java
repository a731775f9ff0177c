/** Amazon EFS: file systems as folders of this machine, their mount targets, access points, policies and figures. */
@NullMarked
package dev.quartet.local.efs;

import org.jspecify.annotations.NullMarked;
