package io.autodock.repair;

import io.autodock.cluster.ClusterWatch;
import io.autodock.cluster.HostDirectory;
import io.autodock.container.RemoveOrder;
import io.autodock.container.RemoveOutcome;
import io.autodock.formation.App;
import io.autodock.registry.FormationRecord;
import io.autodock.replacement.Causes;
import io.autodock.replacement.FormationInHand;
import io.autodock.replacement.Move;
import io.autodock.replacement.Rebuild;
import io.autodock.replacement.ReplacementOutcome;
import io.autodock.verify.Finding;
import io.autodock.verify.Repair;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of {@code routes/steps/mend.camel.yaml}; the route holds their order. */
public final class Mends {

    private static final Logger LOG = LoggerFactory.getLogger(Mends.class);

    private final ClusterWatch cluster;
    private final HostDirectory directory;

    public Mends(ClusterWatch cluster, HostDirectory directory) {
        this.cluster = cluster;
        this.directory = directory;
    }

    /** The container that is to be brought to life. */
    public Revival revival(Mending mending) {
        Repair.Revive revive = (Repair.Revive) mending.finding().repair();
        FormationInHand formation = mending.inHand();
        return new Revival(
                mending.at(),
                formation.id(),
                app(mending),
                formation.record().spec(),
                revive.containerId(),
                revive.way());
    }

    private static App app(Mending mending) {
        return mending.inHand().app(mending.finding().drift().subject());
    }

    /** Whether that did not help. */
    public boolean isStillDead(RevivalOutcome outcome) {
        return outcome instanceof RevivalOutcome.Dead;
    }

    /** The container that is to be made anew. */
    public Rebuild rebuild(Mending mending) {
        FormationRecord record = mending.inHand().record();
        App app = app(mending);
        int above = mending.finding().repair() instanceof Repair.Rebuild rebuild ? rebuild.above() : app.generation();
        return new Rebuild(mending.inHand(), mending.at(), app, above + 1, record.spec(), record.image());
    }

    /** The app that is to live elsewhere: its host server is lost. */
    public Move move(Mending mending) {
        return new Move(
                mending.inHand(), mending.finding().drift().subject(), cluster.look(), Map.of(), Move.Old.UNREACHABLE);
    }

    /** The container that is to go. */
    public RemoveOrder removal(Mending mending) {
        Repair.Remove remove = (Repair.Remove) mending.finding().repair();
        return remove.order(mending.at(), mending.finding().formation().orElseThrow());
    }

    /** Writes again in etcd what is missing or wrong there. */
    public Mended write(Mending mending) {
        Finding finding = mending.finding();
        if (finding.repair() instanceof Repair.PutBackHost) {
            directory.putBack(finding.drift().subject());
        } else {
            mending.inHand().publishAgain();
        }
        return mended(finding);
    }

    /** The line of one that lives again. */
    public Mended revived(Mending mending) {
        return mended(mending.finding());
    }

    /** The line of one that was made anew. */
    public Mended replaced(Mending mending, ReplacementOutcome outcome) {
        Finding finding = mending.finding();
        if (outcome instanceof ReplacementOutcome.PutBack back) {
            return failed(finding, back.cause() + "; the old container runs again");
        }
        if (outcome instanceof ReplacementOutcome.Lost lost) {
            return failed(finding, lost.cause());
        }
        return finding.repair() instanceof Repair.Revive
                ? said(finding.line(new Repair.Rebuild(0).done()))
                : mended(finding);
    }

    /** The line of one that was to go. */
    public Mended removed(Mending mending, RemoveOutcome outcome) {
        if (outcome instanceof RemoveOutcome.StillThere there) {
            return failed(mending.finding(), there.sentence());
        }
        return outcome instanceof RemoveOutcome.Unknown unknown
                ? failed(mending.finding(), unknown.sentence())
                : mended(mending.finding());
    }

    /** The line of one that could not be mended. */
    public Mended gaveUp(Mending mending, Exception failure) {
        return failed(mending.finding(), Causes.sentence(failure));
    }

    private static Mended mended(Finding finding) {
        return said(finding.doneLine());
    }

    private static Mended said(String line) {
        LOG.info("Mended: {}", line);
        return new Mended(line, true);
    }

    private static Mended failed(Finding finding, String cause) {
        String line = finding.failedLine(cause);
        LOG.warn("{}", line);
        return new Mended(line, false);
    }
}
