namespace TogetherAI;

/// <content>A corpus in, results out.</content>
public sealed partial class BatchesClient
{
    /// <summary>
    /// Runs a model over a corpus, in as many batches as it takes, and survives its process: started again with the same journal, it goes on
    /// where it was. Every input gets exactly one result, in no particular order. It is handed out again in the next life if the process ended
    /// before the caller asked for the one after it.
    /// </summary>
    /// <typeparam name="T">The caller's own type. Inputs are kept in memory until their results are delivered; requests and results are on disk.</typeparam>
    /// <param name="inputs">The inputs. They are read to the end before anything is sent. Inputs that are new since the last time are added.</param>
    /// <param name="keySelector">An input's key: no two the same, and the same in every life of the run.</param>
    /// <param name="request">The request for an input; <see cref="TogetherClientOptions.DefaultMaxTokens"/> applies. Called once for each input.</param>
    /// <param name="options">Where the journal is, what it may cost, how it is cut into jobs.</param>
    /// <param name="cancellationToken">Ends the run here; jobs at the service go on, and the next life takes them up.</param>
    /// <returns>
    /// The results, as the jobs end. Nothing happens before the loop begins. To ask for the next one acknowledges the one before. Leaving the
    /// loop ends the run like a cancellation.
    /// </returns>
    /// <exception cref="ArgumentException">An option is out of its bounds.</exception>
    /// <remarks>
    /// Going through the results throws: <see cref="BatchBudgetException"/> where it may cost too much; <see cref="ArgumentException"/> where a
    /// key is null or comes twice, or a request is too large; <see cref="TogetherJournalException"/> where the journal is in use, of a newer
    /// version or cannot be written; <see cref="TogetherException"/> where the service fails for longer than the retries last; <see
    /// cref="IOException"/> where the disk is full; <see cref="OperationCanceledException"/>. After each of them the run can be started again.
    /// </remarks>
    public IAsyncEnumerable<BatchResult<T>> RunAsync<T>(
        IAsyncEnumerable<T> inputs,
        Func<T, string> keySelector,
        Func<T, ChatRequest> request,
        BatchRunOptions options,
        CancellationToken cancellationToken = default)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(keySelector);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        return new BatchRun<T>(new TogetherClient(_connection), options, keySelector, request).RunAsync(inputs, cancellationToken);
    }

    /// <inheritdoc cref="RunAsync{T}(IAsyncEnumerable{T}, Func{T, string}, Func{T, ChatRequest}, BatchRunOptions, CancellationToken)"/>
    public IAsyncEnumerable<BatchResult<T>> RunAsync<T>(
        IEnumerable<T> inputs,
        Func<T, string> keySelector,
        Func<T, ChatRequest> request,
        BatchRunOptions options,
        CancellationToken cancellationToken = default)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return RunAsync(OneByOneAsync(inputs), keySelector, request, options, cancellationToken);
    }

    // LINQ has this only from .NET 10 on, and the client's sources are held to what .NET 9 compiles to native code.
    private static async IAsyncEnumerable<T> OneByOneAsync<T>(IEnumerable<T> inputs)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (T input in inputs)
            yield return input;
    }
}
