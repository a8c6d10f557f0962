using System.Globalization;
using Microsoft.Extensions.AI;

namespace TogetherAI;

/// <summary>One conversation with tools: the requests to send, one after the other, and what to do with their answers. Used by one caller at a time.</summary>
internal sealed class ToolLoop
{
    private readonly List<ChatMessage> _messages;
    private readonly ToolLoopOptions _options;
    private readonly ToolInvoker _invoker;
    private ChatRequest _request;
    private TokenUsage? _usage;
    private int _rounds;

    /// <exception cref="ArgumentException">The request or the functions do not fit a loop; the message says why.</exception>
    public ToolLoop(ChatRequest request, IReadOnlyList<AIFunction> functions, ToolLoopOptions? options)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(functions);
        _options = options ?? new ToolLoopOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxRounds, 1, nameof(ToolLoopOptions.MaxRounds));
        if (request.N > 1)
            throw new ArgumentException("A tool loop follows one answer. Leave N out of the request.", nameof(request));
        _invoker = new ToolInvoker(functions, _options);
        if (request.Tools?.FirstOrDefault(tool => !_invoker.Knows(tool.Function?.Name)) is { } orphan)
        {
            throw new ArgumentException(
                $"The request offers the tool '{orphan.Function?.Name}', but there is no function of that name to call.", nameof(request));
        }

        _messages = [.. request.Messages];
        _request = request with { Tools = Tools(request.Tools, functions) };
    }

    /// <summary>The conversation so far. A list of its own: it does not grow.</summary>
    public IReadOnlyList<ChatMessage> Transcript => [.. _messages];

    /// <summary>The request of the next round.</summary>
    public ChatRequest Next() => _request with { Messages = Transcript };

    /// <summary>Takes a round's answer and makes the calls it asks for.</summary>
    /// <returns>The loop's answer; null where another round is due.</returns>
    /// <exception cref="TogetherToolLoopException">The model wants more rounds than there may be.</exception>
    public async Task<ChatResponse?> TakeAsync(ChatResponse response, CancellationToken cancellationToken)
    {
        _rounds++;
        _usage = UsageSum.Add(_usage, response.Usage);
        response = response with { Usage = _usage };
        if (response.Message is not { } message)
            return response with { Transcript = Transcript };
        if (message.ToolCalls is not { Count: > 0 } calls)
        {
            Add(message);
            return response with { Transcript = Transcript };
        }

        if (_rounds == _options.MaxRounds)
        {
            throw new TogetherToolLoopException(
                $"After {_rounds} rounds the model still asks for tools. Raise ToolLoopOptions.MaxRounds, or look at what it asks for in vain.", response)
            {
                Transcript = Transcript,
                Details = ErrorDetails.Of(response),
            };
        }

        calls = Identify(calls);
        Add(message with { ToolCalls = calls });
        foreach (ChatMessage answer in await _invoker.AnswerAsync(calls, cancellationToken).ConfigureAwait(false))
            Add(answer);

        // Whoever must call a tool can never answer: the order holds for the first round.
        if (_request.ToolChoice is { Function: not null } or { Mode: "required" })
            _request = _request with { ToolChoice = null };
        return null;
    }

    private static List<ChatTool>? Tools(IReadOnlyList<ChatTool>? declared, IReadOnlyList<AIFunction> functions)
    {
        List<ChatTool> tools = [.. declared ?? []];
        tools.AddRange(functions.Where(function => !tools.Exists(tool => tool.Function?.Name == function.Name)).Select(FunctionTools.From).ToArray());
        return tools.Count > 0 ? tools : null;
    }

    /// <summary>Some servers give calls no id, but want one in the answers.</summary>
    private IReadOnlyList<ToolCall> Identify(IReadOnlyList<ToolCall> calls) => calls.All(static call => call.Id is { Length: > 0 })
        ? calls
        : [.. calls.Select((call, index) =>
            call.Id is { Length: > 0 } ? call : call with { Id = string.Create(CultureInfo.InvariantCulture, $"call_{_rounds}_{index}") })];

    private void Add(ChatMessage message)
    {
        _messages.Add(message);
        _options.Progress?.Report(message);
    }
}
