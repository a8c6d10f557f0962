using System.Runtime.CompilerServices;

namespace TogetherAI;

/// <content>A corpus in, results out.</content>
public sealed partial class BatchesClient
{
    /// <summary>
    /// Runs a model over a corpus, in as many batches as it takes, and survives its process: started again with the same journal, it goes on
    /// where it was. Every input gets exactly one result, in no particular order. It is handed out again in the next life if the process ended
    /// before the caller asked for the one after it.
    /// </summary>
    /// <typeparam name="T">The caller's own type.</typeparam>
    /// <param name="inputs">
    /// The inputs. They are read to the end before anything is sent. Inputs that are new since the last time are added; whether they stay in memory
    /// until their results are delivered, or lie on disk with the requests and the results, is <see cref="BatchInputs"/>' affair.
    /// </param>
    /// <param name="request">The request for an input; <see cref="TogetherClientOptions.DefaultMaxTokens"/> applies. Called once for each input.</param>
    /// <param name="options">Where the journal is, what it may cost, how it is cut into jobs.</param>
    /// <param name="cancellationToken">Ends the run here; jobs at the service go on, and the next life takes them up.</param>
    /// <returns>
    /// The results, as the jobs end. Nothing happens before the loop begins. To ask for the next one
    /// acknowledges the one before, which is written down every 64 results: after a kill some come again. Leaving the
    /// loop ends the run like a cancellation.
    /// </returns>
    /// <exception cref="ArgumentException">An option is out of its bounds, or has no effect in such a run.</exception>
    /// <remarks>
    /// Going through the results throws: <see cref="BatchBudgetException"/> where it may cost too much, also where only repeating what failed
    /// would; <see cref="BatchJobCancelledException"/> where somebody cancelled one of its jobs meanwhile, after every part that the other jobs
    /// answered whole was handed out; <see cref="ArgumentException"/> where a
    /// key is null or comes twice, an input cannot be read, a request is larger than a job may be, or the journal is of another kind of run; <see
    /// cref="TogetherJournalException"/> where the journal is in use, of a newer version or cannot be written; <see cref="TogetherException"/>
    /// where the service fails for longer than the retries last; <see cref="IOException"/> where the disk is full; <see
    /// cref="OperationCanceledException"/>. After each of them the run can be started again. A request that the service would refuse (without a
    /// model or messages, a line of more than 10 MiB) is not sent: its result has an error of code <c>not_sent</c> that names the field.
    /// </remarks>
    public IAsyncEnumerable<BatchResult<T>> RunAsync<T>(
        BatchInputs<T> inputs, Func<T, ChatRequest> request, BatchRunOptions options, CancellationToken cancellationToken = default)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(options);
        return OfChatAsync(Run(new ChatWork(_connection.Options, options.CountTokens), inputs, request, options), cancellationToken);
    }

    /// <inheritdoc cref="RunAsync{T}(BatchInputs{T}, Func{T, ChatRequest}, BatchRunOptions, CancellationToken)"/>
    /// <param name="inputs">
    /// The inputs. They are read to the end before anything is sent, and stay in memory until their results are delivered. Inputs that are new since
    /// the last time are added.
    /// </param>
    /// <param name="keySelector">An input's key: no two the same, and the same in every life of the run.</param>
    /// <param name="request">The request for an input; <see cref="TogetherClientOptions.DefaultMaxTokens"/> applies. Called once for each input.</param>
    /// <param name="options">Where the journal is, what it may cost, how it is cut into jobs.</param>
    /// <param name="cancellationToken">Ends the run here; jobs at the service go on, and the next life takes them up.</param>
    public IAsyncEnumerable<BatchResult<T>> RunAsync<T>(
        IAsyncEnumerable<T> inputs,
        Func<T, string> keySelector,
        Func<T, ChatRequest> request,
        BatchRunOptions options,
        CancellationToken cancellationToken = default)
        where T : notnull =>
        RunAsync(BatchInputs.From(inputs, keySelector), request, options, cancellationToken);

    /// <inheritdoc cref="RunAsync{T}(IAsyncEnumerable{T}, Func{T, string}, Func{T, ChatRequest}, BatchRunOptions, CancellationToken)"/>
    public IAsyncEnumerable<BatchResult<T>> RunAsync<T>(
        IEnumerable<T> inputs,
        Func<T, string> keySelector,
        Func<T, ChatRequest> request,
        BatchRunOptions options,
        CancellationToken cancellationToken = default)
        where T : notnull =>
        RunAsync(BatchInputs.From(inputs, keySelector), request, options, cancellationToken);

    /// <summary>
    /// Turns a corpus into vectors, and survives its process as <see cref="RunAsync{T}(BatchInputs{T}, Func{T, ChatRequest}, BatchRunOptions, CancellationToken)"/>
    /// does. The service has no batches for it: every request is sent by itself, <see cref="BatchRunOptions.RequestsAtATime"/> at a time, at
    /// serverless prices and at the pace that the service tells in its headers. A request whose answer is on disk is never sent again; one that was
    /// on its way when the process ended is.
    /// </summary>
    /// <typeparam name="T">The caller's own type.</typeparam>
    /// <param name="inputs">The inputs. They are read to the end before anything is sent. Inputs that are new since the last time are added.</param>
    /// <param name="request">The request for an input: a text, or several that belong together. Called once for each input.</param>
    /// <param name="options">
    /// Where the journal is, what it may cost, how many requests are settled before their results are handed out
    /// (<see cref="BatchRunOptions.RequestsPerJob"/>). Options that are about jobs and conversations are refused.
    /// </param>
    /// <param name="cancellationToken">Ends the run here; the next life goes on.</param>
    /// <returns>
    /// The results. Nothing happens before the loop begins. To ask for the next one
    /// acknowledges the one before, which is written down every 64 results: after a kill some come again. Leaving the loop ends the run like
    /// a cancellation.
    /// </returns>
    /// <exception cref="ArgumentException">An option is out of its bounds, or has no effect in such a run.</exception>
    /// <remarks>
    /// Going through the results throws what it throws for conversations. A request that the service refuses, and one that it answers with fewer
    /// vectors than there are texts, is a result with an error; a key that
    /// it will not have, an account without money and a service that is away end the run, which can then be started again.
    /// </remarks>
    public IAsyncEnumerable<BatchResult<T, EmbeddingResponse>> RunEmbeddingsAsync<T>(
        BatchInputs<T> inputs, Func<T, EmbeddingRequest> request, BatchRunOptions options, CancellationToken cancellationToken = default)
        where T : notnull =>
        Run(new EmbeddingWork(options?.CountEmbeddingTokens), inputs, request, options!).RunAsync(cancellationToken);

    /// <summary>
    /// Writes down many recordings, in as many batches as it takes, and survives its process as
    /// <see cref="RunAsync{T}(BatchInputs{T}, Func{T, ChatRequest}, BatchRunOptions, CancellationToken)"/> does.
    /// </summary>
    /// <typeparam name="T">The caller's own type.</typeparam>
    /// <param name="inputs">The inputs. They are read to the end before anything is sent. Inputs that are new since the last time are added.</param>
    /// <param name="request">
    /// The request for an input. Its recording has to be at an address that the service can fetch it from for as long as the run takes
    /// (<see cref="AudioInput.FromUrl"/>). Called once for each input.
    /// </param>
    /// <param name="options">
    /// Where the journal is and how it is cut into jobs. <see cref="BatchRunOptions.MaxUsd"/> cannot be kept and is refused: a recording's price goes
    /// by its length.
    /// </param>
    /// <param name="cancellationToken">Ends the run here; jobs at the service go on, and the next life takes them up.</param>
    /// <returns>
    /// The results, as the jobs end. Nothing happens before the loop begins. To ask for the next one
    /// acknowledges the one before, which is written down every 64 results: after a kill some come again. Leaving the loop
    /// ends the run like a cancellation.
    /// </returns>
    /// <exception cref="ArgumentException">An option is out of its bounds, or has no effect in such a run.</exception>
    /// <remarks>Going through the results throws what it throws for conversations.</remarks>
    public IAsyncEnumerable<BatchResult<T, Transcription>> RunTranscriptionsAsync<T>(
        BatchInputs<T> inputs, Func<T, TranscriptionRequest> request, BatchRunOptions options, CancellationToken cancellationToken = default)
        where T : notnull =>
        Run(new TranscriptionWork(), inputs, request, options).RunAsync(cancellationToken);

    private BatchRun<T, TRequest, TResponse> Run<T, TRequest, TResponse>(
        BatchWork<TRequest, TResponse> work, BatchInputs<T> inputs, Func<T, TRequest> request, BatchRunOptions options)
        where T : notnull
        where TRequest : class
        where TResponse : TogetherResponse
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        options.RefuseIdle(work);
        return new BatchRun<T, TRequest, TResponse>(new TogetherClient(_connection), work, options, inputs, request);
    }

    private static async IAsyncEnumerable<BatchResult<T>> OfChatAsync<T>(
        BatchRun<T, ChatRequest, ChatResponse> run, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : notnull
    {
        await foreach (BatchResult<T, ChatResponse> result in run.RunAsync(cancellationToken).ConfigureAwait(false))
            yield return new BatchResult<T> { Input = result.Input, Key = result.Key, Response = result.Response, Error = result.Error };
    }
}
