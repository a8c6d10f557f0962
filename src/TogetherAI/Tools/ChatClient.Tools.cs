using Microsoft.Extensions.AI;

namespace TogetherAI;

/// <content>Conversations in which the model calls functions of this program.</content>
public sealed partial class ChatClient
{
    /// <summary>
    /// Lets a model answer with the help of functions: its calls are made, their results sent back, until it answers. A function that fails,
    /// that does not exist, or that is called with arguments which are no JSON, is told to the model as such.
    /// </summary>
    /// <param name="request">
    /// The conversation. Its <see cref="ChatRequest.ToolChoice"/>, where it demands a call, holds for the first round only. A tool it declares
    /// itself replaces the declaration of the function of that name.
    /// </param>
    /// <param name="functions">The functions, each with a name of its own.</param>
    /// <param name="options">How to go about it; null for defaults.</param>
    /// <param name="cancellationToken">Ends the call; the functions get it too.</param>
    /// <returns>The last answer. Its usage is that of all rounds together, its <see cref="ChatResponse.Transcript"/> the whole conversation.</returns>
    /// <exception cref="TogetherToolLoopException">The model still asked for tools after <see cref="ToolLoopOptions.MaxRounds"/> requests.</exception>
    /// <exception cref="TogetherException">A request failed; the type says what to do about it.</exception>
    /// <exception cref="ArgumentException">
    /// Two functions have one name, a function wants approval, a declared tool has no function, or more than one answer is asked for.
    /// </exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<ChatResponse> RunToolsAsync(
        ChatRequest request, IReadOnlyList<AIFunction> functions, ToolLoopOptions? options = null, CancellationToken cancellationToken = default)
    {
        ToolLoop loop = new(request, functions, options);
        while (true)
        {
            ChatResponse response = await CreateAsync(loop.Next(), cancellationToken).ConfigureAwait(false);
            if (await loop.TakeAsync(response, cancellationToken).ConfigureAwait(false) is { } end)
                return end;
        }
    }

    /// <summary>As <see cref="RunToolsAsync"/>, token by token. Returns when the service has accepted the first request.</summary>
    /// <param name="request">The conversation; see <see cref="RunToolsAsync"/>.</param>
    /// <param name="functions">The functions, each with a name of its own.</param>
    /// <param name="options">How to go about it; null for defaults.</param>
    /// <param name="cancellationToken">Ends the loop, also after this method has returned; the functions get it too.</param>
    /// <returns>The stream, which the caller must dispose.</returns>
    /// <exception cref="TogetherException">The first request failed; the type says what to do about it.</exception>
    /// <exception cref="ArgumentException">The request or the functions do not fit; see <see cref="RunToolsAsync"/>.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<ToolLoopStream> StreamToolsAsync(
        ChatRequest request, IReadOnlyList<AIFunction> functions, ToolLoopOptions? options = null, CancellationToken cancellationToken = default)
    {
        ToolLoop loop = new(request, functions, options);
        CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return new ToolLoopStream(this, loop, await StreamAsync(loop.Next(), cancel.Token).ConfigureAwait(false), cancel);
        }
        catch
        {
            cancel.Dispose();
            throw;
        }
    }
}
