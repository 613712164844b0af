package io.autodock.etcd;

import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.OptionsUtil;
import io.etcd.jetcd.options.PutOption;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * etcd as Autodock uses it: single reads, paged listings at one revision, and transactions. Every call has a time limit,
 * since jetcd waits for ever when nobody is there; a call that ran out of it is UNAVAILABLE, and for a transaction that
 * means unknown, not failed: read again before deciding.
 */
public final class EtcdStore implements AutoCloseable {

    private static final int PAGE = 64;

    private final Client client;
    private final Duration limit;

    /**
     * @param client owned from now on
     * @param limit of every single call
     */
    public EtcdStore(Client client, Duration limit) {
        this.client = client;
        this.limit = limit;
    }

    /** The client itself, for watches and leases. */
    public Client client() {
        return client;
    }

    /** One key, if it is there. */
    public Optional<Entry> get(String key) {
        GetResponse response = await(client.getKVClient().get(bytes(key)));
        return response.getKvs().stream().findFirst().map(EtcdStore::entry);
    }

    /** All keys below a prefix in order, page by page, as they stood at one revision. */
    public List<Entry> list(String prefix) {
        return list(prefix, Integer.MAX_VALUE);
    }

    /** The first keys below a prefix in order, as they stood at one revision. */
    public List<Entry> list(String prefix, int most) {
        ByteSequence end = OptionsUtil.prefixEndOf(bytes(prefix));
        List<Entry> found = new ArrayList<>();
        ByteSequence from = bytes(prefix);
        long revision = 0;
        boolean more = true;
        while (more && found.size() < most) {
            GetResponse page = await(client.getKVClient().get(from, page(end, revision, most - found.size())));
            revision = page.getHeader().getRevision();
            page.getKvs().forEach(kv -> found.add(entry(kv)));
            more = page.isMore();
            if (more) {
                from = bytes(found.get(found.size() - 1).key() + "\0");
            }
        }
        return found;
    }

    private static GetOption page(ByteSequence end, long revision, int wanted) {
        return GetOption.builder()
                .withRange(end)
                .withRevision(revision)
                .withLimit(Math.min(PAGE, wanted))
                .build();
    }

    /** The last keys below a prefix, the highest key first. */
    public List<Entry> last(String prefix, int most) {
        GetOption option = GetOption.builder()
                .withRange(OptionsUtil.prefixEndOf(bytes(prefix)))
                .withSortField(GetOption.SortTarget.KEY)
                .withSortOrder(GetOption.SortOrder.DESCEND)
                .withLimit(most)
                .build();
        return await(client.getKVClient().get(bytes(prefix), option)).getKvs().stream()
                .map(EtcdStore::entry)
                .toList();
    }

    /**
     * Makes all changes if every condition holds, else none.
     *
     * @return whether they were made
     */
    public boolean commit(Transaction transaction) {
        Cmp[] conditions =
                transaction.conditions().stream().map(EtcdStore::compare).toArray(Cmp[]::new);
        Op[] changes = transaction.changes().stream().map(EtcdStore::operation).toArray(Op[]::new);
        TxnResponse response =
                await(client.getKVClient().txn().If(conditions).Then(changes).commit());
        return response.isSucceeded();
    }

    /** Writes a key unconditionally. */
    public void put(String key, String value) {
        await(client.getKVClient().put(bytes(key), bytes(value)));
    }

    /**
     * A new lease.
     *
     * @param ttl how long it lives without being kept alive
     * @return its id
     */
    public long grantLease(Duration ttl) {
        return await(client.getLeaseClient().grant(ttl.toSeconds())).getID();
    }

    private static Cmp compare(Transaction.Condition condition) {
        return new Cmp(bytes(condition.key()), Cmp.Op.EQUAL, CmpTarget.modRevision(condition.revision()));
    }

    private static Op operation(Transaction.Change change) {
        ByteSequence key = bytes(change.key());
        return change.value()
                .<Op>map(value -> Op.put(
                        key,
                        bytes(value),
                        PutOption.builder().withLeaseId(change.lease()).build()))
                .orElseGet(() -> Op.delete(key, DeleteOption.DEFAULT));
    }

    private <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw AutodockException.caused(
                    ProblemCode.UNAVAILABLE, "etcd did not answer within " + limit.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw AutodockException.caused(ProblemCode.UNAVAILABLE, "etcd refused: " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AutodockException.caused(ProblemCode.UNAVAILABLE, "interrupted while etcd was asked", e);
        }
    }

    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause();
        return cause == null ? e.toString() : String.valueOf(cause.getMessage());
    }

    private static Entry entry(KeyValue kv) {
        return new Entry(
                kv.getKey().toString(StandardCharsets.UTF_8),
                kv.getValue().toString(StandardCharsets.UTF_8),
                kv.getModRevision());
    }

    /** A key or value as etcd takes it. */
    public static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
