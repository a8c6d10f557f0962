namespace TogetherAI.Cli.Commands.Batches.Telling;

/// <summary>Tells how a run goes, while it goes.</summary>
internal interface IRunTeller : IProgress<BatchRunProgress>
{
    /// <summary>Does the work while telling of it.</summary>
    Task DuringAsync(Func<Task> work);
}
