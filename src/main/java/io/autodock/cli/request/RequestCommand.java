package io.autodock.cli.request;

import io.autodock.cli.http.ServiceAnswer;
import io.autodock.cli.http.ServiceClient;
import io.autodock.cli.http.ServiceCommand;
import io.autodock.cli.http.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one request, or follows it. */
@Command(
        name = "request",
        description = "What became of one request. With --follow or --wait, its outcome is the exit status.")
public final class RequestCommand extends ServiceCommand {

    @Parameters(paramLabel = "ID", description = "The id that the request was given.")
    private String id = "";

    @Option(names = "--follow", description = "Follow it with a progress bar until it has ended.")
    private boolean follow;

    @Option(names = "--wait", description = "Wait in silence until it has ended, then show it.")
    private boolean wait;

    public RequestCommand(Session session) {
        super(session);
    }

    @Override
    protected int run(ServiceClient client) {
        ServiceAnswer answer = client.get("/v1/requests/" + ServiceClient.segment(id));
        if (follow || wait) {
            Progress progress = follow && !json() ? Progress.on(console()) : Progress.silent();
            answer = new RequestFollower(client, console()).follow(answer, progress);
        }
        ServiceAnswer last = answer;
        show(last, () -> RequestText.tell(console(), last.body()));
        if (follow || wait) {
            Outcome.failIfFailed(last.body());
        }
        return DONE;
    }
}
