using System.Runtime.CompilerServices;

namespace TogetherAI;

/// <summary>
/// A conversation with tools, token by token: the chunks of every round in turn, with the calls made between them. Read it with
/// <c>await foreach</c>, ask for the whole at the end, dispose it. Disposing or cancelling ends the request or the calls that are running.
/// Not thread-safe: one reader at a time; only <see cref="DisposeAsync"/> may be called from anywhere.
/// </summary>
/// <remarks>
/// Each round is an answer with an id and a usage of its own; what all of them cost together stands in the answer of
/// <see cref="GetFinalResponseAsync"/> only. Reading throws what reading a <see cref="ChatStream"/> throws, and
/// <see cref="TogetherToolLoopException"/> when the rounds are used up.
/// </remarks>
public sealed class ToolLoopStream : IAsyncEnumerable<ChatChunk>, IAsyncDisposable
{
    private readonly ChatClient _chat;
    private readonly ToolLoop _loop;
    private readonly CancellationTokenSource _cancel;
    private readonly CancellationToken _token;
    private readonly ChatStream _first;
    private volatile ChatStream _round;
    private IAsyncEnumerator<ChatChunk> _chunks;
    private ChatResponse? _response;
    private Exception? _failure;

    internal ToolLoopStream(ChatClient chat, ToolLoop loop, ChatStream first, CancellationTokenSource cancel)
    {
        _chat = chat;
        _loop = loop;
        _cancel = cancel;
        _token = cancel.Token;
        _first = _round = first;
        _chunks = first.GetAsyncEnumerator(CancellationToken.None);
    }

    /// <summary>From the call to the first chunk of the first round that held generated text, reasoning or a tool call; null until it has arrived.</summary>
    public TimeSpan? TimeToFirstToken => _first.TimeToFirstToken;

    /// <summary>The conversation so far: grows by the model's calls and the tools' answers, and at the end by the answer. Never null.</summary>
    public IReadOnlyList<ChatMessage> Transcript => _loop.Transcript;

    /// <summary>Reads the chunks that are left.</summary>
    /// <param name="cancellationToken">Ends the loop, like the token it was opened with.</param>
    /// <returns>The chunks of all rounds, in the order they arrive.</returns>
    public async IAsyncEnumerator<ChatChunk> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using (CancelWith(cancellationToken))
        {
            while (await ReadNextAsync().ConfigureAwait(false) is { } chunk)
                yield return chunk;
        }
    }

    /// <summary>Reads the text that is left, of all rounds; empty pieces are skipped, and reasoning and tool calls are not part of it.</summary>
    /// <param name="cancellationToken">Ends the loop, like the token it was opened with.</param>
    /// <returns>The pieces of text, in the order they arrive.</returns>
    public async IAsyncEnumerable<string> ReadTextAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (ChatChunk chunk in this.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (chunk.Text is { Length: > 0 } text)
                yield return text;
        }
    }

    /// <summary>Reads what is left.</summary>
    /// <param name="cancellationToken">Ends the loop, like the token it was opened with.</param>
    /// <returns>The last answer. Its usage is that of all rounds together, its <see cref="ChatResponse.Transcript"/> the whole conversation.</returns>
    public async Task<ChatResponse> GetFinalResponseAsync(CancellationToken cancellationToken = default)
    {
        using (CancelWith(cancellationToken))
        {
            while (_response is null)
                await ReadNextAsync().ConfigureAwait(false);
        }

        return _response;
    }

    /// <summary>Ends the request or the calls that are running, and releases the connection. May be called more than once.</summary>
    /// <returns>A task that is done when the connection is released.</returns>
    public async ValueTask DisposeAsync()
    {
        if (!_cancel.IsCancellationRequested)
            await _cancel.CancelAsync().ConfigureAwait(false);
        await _round.DisposeAsync().ConfigureAwait(false);
        _cancel.Dispose();
    }

    private CancellationTokenRegistration CancelWith(CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static stream => ((ToolLoopStream)stream!).Cancel(), this);

    private void Cancel()
    {
        try
        {
            _cancel.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The stream has ended already, by being disposed.
        }
    }

    private async ValueTask<ChatChunk?> ReadNextAsync()
    {
        if (_failure is not null)
            throw _failure;
        try
        {
            while (_response is null)
            {
                if (await _chunks.MoveNextAsync().ConfigureAwait(false))
                    return _chunks.Current;
                ChatResponse round = await _round.GetFinalResponseAsync(CancellationToken.None).ConfigureAwait(false);
                _response = await _loop.TakeAsync(round, _token).ConfigureAwait(false);
                if (_response is null)
                    await OpenRoundAsync().ConfigureAwait(false);
            }

            return null;
        }
        catch (Exception exception)
        {
            _failure = exception;
            throw;
        }
    }

    private async Task OpenRoundAsync()
    {
        await _round.DisposeAsync().ConfigureAwait(false);
        ChatStream next = await _chat.StreamAsync(_loop.Next(), _token).ConfigureAwait(false);
        _round = next;
        _chunks = next.GetAsyncEnumerator(CancellationToken.None);

        // Disposed while the request was on its way: nobody else will dispose this round.
        if (_token.IsCancellationRequested)
            await next.DisposeAsync().ConfigureAwait(false);
    }
}
