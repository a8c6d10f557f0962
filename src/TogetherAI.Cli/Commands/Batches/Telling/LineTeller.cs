using TogetherAI.Cli.Output;

namespace TogetherAI.Cli.Commands.Batches.Telling;

/// <summary>Writes a line when a job begins or ends, and between these when some time has passed: for pipes and logs, and as JSON for scripts.</summary>
internal sealed class LineTeller(TextWriter output, bool json, TimeProvider time) : IRunTeller
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(10);

    private BatchRunProgress _told = new();
    private DateTimeOffset _at;

    public Task DuringAsync(Func<Task> work) => work();

    public void Report(BatchRunProgress value)
    {
        DateTimeOffset now = time.GetUtcNow();
        bool matters = value.Jobs != _told.Jobs || value.JobsEnded != _told.JobsEnded || value.Submitted != _told.Submitted || value.Repeated != _told.Repeated;
        if (!matters && now - _at < s_pause)
            return;
        (_told, _at) = (value, now);
        if (json)
            JsonLine.Write(output, RunText.Json(value, now));
        else
            output.WriteLine($"{Times.Of(now)} {RunText.Line(value)}");
        output.Flush();
    }
}
