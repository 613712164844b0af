package io.autodock.balance.nginx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.balance.CertificatePair;
import io.autodock.balance.upstream.BalancerFile;
import io.autodock.balance.upstream.Member;
import io.autodock.balance.upstream.Upstream;
import io.autodock.formation.FormationId;
import io.autodock.formation.traffic.BalanceMethod;
import io.autodock.formation.traffic.CertificateName;
import io.autodock.formation.traffic.ServedUrl;
import io.autodock.formation.traffic.Snippet;
import io.autodock.formation.traffic.Traffic;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** nginx's files, whole texts. */
class NginxRendererTest {

    private static final FormationId ID = FormationId.of("cholcomb", "owncloud");
    private static final List<Member> MEMBERS =
            List.of(new Member("clweb002", "10.0.0.12", 8001), new Member("clweb001", "fd00::1", 8000));

    private final NginxRenderer renderer = new NginxRenderer(() -> "0123abcd");

    @Test
    void rendersNames() {
        Traffic traffic = traffic(List.of("shop.test", "www.shop.test"), OptionalInt.empty(), Optional.empty());
        BalancerFile file = only(new Upstream(ID, traffic, MEMBERS));
        assertEquals("0123abcd.cholcomb.owncloud.conf", file.name());
        assertFalse(file.secret());
        String told = NginxRenderer.page(file).orElseThrow().told();
        assertEquals(
                """
                # Made by Autodock from what is recorded of cholcomb/owncloud; what is changed here is written over.
                upstream autodock.0123abcd.cholcomb.owncloud {
                    server [fd00::1]:8000 max_fails=1 fail_timeout=5s; # clweb001
                    server 10.0.0.12:8001 max_fails=1 fail_timeout=5s; # clweb002
                }
                map $http_upgrade $autodock_0123abcd_VARIABLE {
                    default upgrade;
                    '' close;
                }
                server {
                    listen 80;
                    server_name shop.test www.shop.test;
                    location = /.well-known/autodock {
                        return 200 "TOLD\\n";
                    }
                    location / {
                        proxy_pass http://autodock.0123abcd.cholcomb.owncloud;
                        proxy_http_version 1.1;
                        proxy_set_header Host $http_host;
                        proxy_set_header X-Real-IP $remote_addr;
                        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                        proxy_set_header X-Forwarded-Proto $scheme;
                        proxy_set_header Upgrade $http_upgrade;
                        proxy_set_header Connection $autodock_0123abcd_VARIABLE;
                        proxy_connect_timeout 2s;
                        proxy_next_upstream error timeout;
                        proxy_next_upstream_tries 3;
                    }
                }
                """, file.content().replace(told, "TOLD").replaceAll("_0123abcd_[0-9a-f]{16}", "_0123abcd_VARIABLE"));
        assertEquals(
                new NginxRenderer.Page(80, "shop.test", told),
                NginxRenderer.page(file).orElseThrow());
    }

    @Test
    void rendersTheSameForTheSameWhateverTheOrder() {
        Traffic traffic = traffic(List.of("shop.test"), OptionalInt.empty(), Optional.empty());
        List<Member> turned = List.of(MEMBERS.get(1), MEMBERS.get(0));
        assertEquals(only(new Upstream(ID, traffic, MEMBERS)), only(new Upstream(ID, traffic, turned)));
    }

    @Test
    void rendersPathsAndPlacesBesideThem() {
        String text = only(new Upstream(
                        ID, traffic(List.of("shop.test/api"), OptionalInt.empty(), Optional.empty()), MEMBERS))
                .content();
        assertTrue(text.contains("    location = /api {\n"), text);
        assertTrue(text.contains("    location /api/ {\n"), text);
        assertTrue(text.contains("    location / {\n        return 404;\n    }\n"), text);
    }

    @Test
    void rendersAPortWithoutAName() {
        BalancerFile file = only(new Upstream(ID, traffic(List.of(), OptionalInt.of(8081), Optional.empty()), MEMBERS));
        assertTrue(file.content().contains("server {\n    listen 8081;\n    location = "), file.content());
        assertEquals("", NginxRenderer.page(file).orElseThrow().host());
        assertEquals(8081, NginxRenderer.page(file).orElseThrow().port());
    }

    @Test
    void rendersTlsWithARedirect() {
        Traffic traffic = traffic(List.of("shop.test"), OptionalInt.empty(), Optional.of(new CertificateName("shop")));
        List<BalancerFile> files =
                renderer.render(new Upstream(ID, traffic, MEMBERS), Optional.of(new CertificatePair("CHAIN", "KEY")));
        String text = files.get(0).content();
        assertTrue(text.contains("    location / {\n        return 301 https://$host$request_uri;\n    }\n"), text);
        assertTrue(text.contains("""
                    listen 443 ssl;
                    server_name shop.test;
                    ssl_certificate /etc/nginx/autodock.d/tls/0123abcd.cholcomb.owncloud.pem;
                    ssl_certificate_key /etc/nginx/autodock.d/tls/0123abcd.cholcomb.owncloud.key;
                """), text);
        assertEquals(new BalancerFile("tls/0123abcd.cholcomb.owncloud.key", "KEY", true), files.get(2));
        assertFalse(files.toString().contains("KEY"));
    }

    @Test
    void rendersMethodLimitsAndSnippet() {
        Traffic traffic = new Traffic(
                List.of(ServedUrl.parse("shop.test")),
                OptionalInt.empty(),
                BalanceMethod.IP_HASH,
                Optional.empty(),
                OptionalInt.of(20),
                OptionalInt.of(300),
                Optional.of(Snippet.parse("gzip on; expires 1h;")));
        String text = only(new Upstream(ID, traffic, MEMBERS)).content();
        assertTrue(text.contains("{\n    ip_hash;\n    server ["), text);
        assertTrue(text.contains("""
                    client_max_body_size 20m;
                    proxy_read_timeout 300s;
                    proxy_send_timeout 300s;
                    gzip on;
                    expires 1h;
                """), text);
    }

    @Test
    void answersForAFormationWithoutApps() {
        String text = only(new Upstream(
                        ID, traffic(List.of("shop.test"), OptionalInt.empty(), Optional.empty()), List.of()))
                .content();
        assertFalse(text.contains("upstream "), text);
        assertTrue(text.contains("    location / {\n        return 503;\n    }\n"), text);
    }

    @Test
    void knowsItsOwnFilesFromThoseOfOthers() {
        renderer.names(ID).forEach(name -> assertEquals(Optional.of(ID), renderer.owner(name)));
        for (String foreign : List.of("ffffffff.cholcomb.owncloud.conf", "default.conf", "0123abcd.a_b.c.conf", "x")) {
            assertEquals(Optional.empty(), renderer.owner(foreign));
        }
    }

    private BalancerFile only(Upstream upstream) {
        List<BalancerFile> files = renderer.render(upstream, Optional.empty());
        assertEquals(1, files.size());
        return files.get(0);
    }

    private static Traffic traffic(List<String> urls, OptionalInt port, Optional<CertificateName> tls) {
        return new Traffic(
                urls.stream().map(ServedUrl::parse).toList(),
                port,
                BalanceMethod.ROUND_ROBIN,
                tls,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty());
    }
}
