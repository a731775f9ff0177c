package dev.quartet.local.names;

import dev.quartet.local.core.Certificates;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.http.NamedDoor;
import java.util.Optional;

/** Route 53 and ACM: records that make names answer on one door, and certificates that records prove. Thread-safe. */
public final class OwnNames implements ResourceModule, Certificates {
    private final HostedZones zones;
    private final CertificateStore certificates;

    /** Creates it without zones; records point names to {@code door}. */
    public OwnNames(CloudContext cloud, NamedDoor door) {
        this.zones = new HostedZones(door);
        this.certificates = new CertificateStore(cloud, zones);
    }

    @Override
    public void install(ResourceCatalog catalog) {
        zones.install(catalog);
        certificates.install(catalog);
    }

    @Override
    public Optional<Certificate> find(String arn) {
        return certificates.find(arn);
    }
}
