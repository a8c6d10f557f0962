using Spectre.Console;

namespace TogetherAI.Cli.Commands.Batches.Telling;

/// <summary>A bar that grows, on a terminal.</summary>
internal sealed class LiveTeller(IAnsiConsole console) : IRunTeller
{
    private ProgressTask? _task;

    public static LiveTeller On(TextWriter terminal) => new(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal) }));

    public Task DuringAsync(Func<Task> work) => console.Progress()
        .Columns(new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .StartAsync(async display =>
        {
            _task = display.AddTask("Reading", maxValue: 1);
            _task.IsIndeterminate = true;
            await work();
        });

    public void Report(BatchRunProgress value)
    {
        if (_task is not { } task)
            return;
        task.Description = Markup.Escape(RunText.Line(value));
        if (value is { Jobs: 0, Delivered: 0 })
            return;
        task.IsIndeterminate = false;
        task.MaxValue = Math.Max(value.Inputs, 1);
        task.Value = value.Delivered;
    }
}
