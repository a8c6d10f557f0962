namespace TogetherAI;

/// <summary>
/// Speech from texts and texts from speech (<c>/v1/audio</c>, <c>/v1/voices</c>). Reached through <see cref="TogetherClient.Audio"/>; thread-safe.
/// </summary>
public sealed class AudioClient
{
    private readonly TogetherConnection _connection;

    internal AudioClient(TogetherConnection connection) => _connection = connection;

    /// <summary>Has a text spoken, and hands out the file's bytes as they arrive; <see cref="BinaryResponse.ReadAllAsync"/> reads them all.</summary>
    /// <param name="request">The text and the voice.</param>
    /// <param name="cancellationToken">Ends the call, also after this method has returned.</param>
    /// <returns>The file, which the caller must dispose.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<BinaryResponse> SpeakAsync(SpeechRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _connection.OpenBytesAsync(AudioOperations.Speech, request, request.Model, "*/*", cancellationToken);
    }

    /// <summary>Has a text spoken into a file.</summary>
    /// <param name="request">The text and the voice.</param>
    /// <param name="path">The file. It appears once it is complete; one that is there is replaced.</param>
    /// <param name="progress">Told how far the transfer has come; null for nobody.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The file's length in bytes.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<long> SpeakToFileAsync(
        SpeechRequest request, string path, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        FileSaver.RequireFolder(path);
        BinaryResponse speech = await SpeakAsync(request, cancellationToken).ConfigureAwait(false);
        return await FileSaver.SaveAsync(speech, path, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Has a text spoken, and hands out raw samples while they are made. Returns when the service has accepted the request.</summary>
    /// <param name="request">The text and the voice; without a format it asks for <see cref="SpeechFormat.Raw"/>, all that can be streamed.</param>
    /// <param name="cancellationToken">Ends the call, also after this method has returned.</param>
    /// <returns>The stream, which the caller must dispose.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<SpeechStream> StreamSpeechAsync(SpeechRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        SpeechRequest streamed = request with { Stream = true, ResponseFormat = request.ResponseFormat ?? SpeechFormat.Raw };
        return new SpeechStream(
            await _connection.OpenStreamAsync(AudioOperations.Speech, streamed, streamed.Model, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Writes down what is said in a recording. An upload counts against <see cref="TimeoutOptions.Attempt"/>.</summary>
    /// <param name="request">The recording, and what to tell of it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The text; with <see cref="TranscriptionFormat.VerboseJson"/> also times and speakers.</returns>
    /// <exception cref="ArgumentException">The recording's file or stream cannot be read; the message names it.</exception>
    /// <exception cref="TogetherInvalidRequestException">The recording is too large (413), too long, or in no known format.</exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<Transcription> TranscribeAsync(TranscriptionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _connection.SendContentAsync(
            For(AudioOperations.Transcribe, request.File), () => AudioForm.Of(request), request.Model, cancellationToken);
    }

    /// <summary>Writes down what is said in a recording, in another language. An upload counts against <see cref="TimeoutOptions.Attempt"/>.</summary>
    /// <param name="request">The recording, and what to tell of it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The text; with <see cref="TranscriptionFormat.VerboseJson"/> also times.</returns>
    /// <exception cref="ArgumentException">The recording's file or stream cannot be read; the message names it.</exception>
    /// <exception cref="TogetherInvalidRequestException">The recording is too large (413), too long, or in no known format.</exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<Transcription> TranslateAsync(TranslationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _connection.SendContentAsync(
            For(AudioOperations.Translate, request.File), () => AudioForm.Of(request), request.Model, cancellationToken);
    }

    /// <summary>Lists the models that speak, with their voices.</summary>
    /// <param name="model">The model whose voices to list; null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The voices.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<VoiceList> ListVoicesAsync(string? model = null, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(AudioOperations.ListVoices, cancellationToken, new QueryString().Add("model", model).ToString());

    private static Operation<NoBody, Transcription> For(Operation<NoBody, Transcription> operation, AudioInput file) =>
        file.IsReplayable ? operation : operation with { Retry = RetryClass.Never };
}
