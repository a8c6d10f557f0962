namespace TogetherAI.Cli.Commands.Batches.Results;

/// <summary>Where the results of a run go.</summary>
internal interface IResultSink : IDisposable
{
    void Write(BatchResult<Inputs.BatchInput> result);

    /// <summary>Returns when everything that was written is where nothing takes it away again.</summary>
    void Flush();
}
