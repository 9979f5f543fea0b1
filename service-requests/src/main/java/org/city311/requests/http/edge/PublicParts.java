package org.city311.requests.http.edge;

import java.time.InstantSource;
import org.city311.requests.attachment.AttachmentFiles;
import org.city311.requests.desk.Organisation;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.store.PublicSearch;

/// What the public interfaces answer from.
public record PublicParts(
    Organisation organisation,
    RequestDesk desk,
    PublicSearch search,
    AttachmentFiles files,
    InstantSource clock) {}
