using System.Text;

namespace TogetherAI;

/// <summary>Puts one answer together from its pieces. Not thread-safe.</summary>
internal sealed class ChatChoiceAccumulator(int index)
{
    private readonly StringBuilder _content = new();
    private readonly LogProbsAccumulator _logProbs = new();
    private readonly ToolCallsAccumulator _toolCalls = new();
    private readonly UnknownFieldsAccumulator _unknown = new();
    private readonly UnknownFieldsAccumulator _unknownOfMessage = new();
    private StringBuilder? _reasoning;
    private StringBuilder? _reasoningContent;
    private FunctionCall? _functionCall;
    private ChatRole? _role;
    private FinishReason? _finishReason;
    private long? _seed;
    private bool _hasContent;

    public int Index => index;

    public string Text => _content.ToString();

    public bool IsFinished => _finishReason is not null;

    public void Add(ChatChunkChoice choice)
    {
        _finishReason = choice.FinishReason ?? _finishReason;
        _seed = choice.Seed ?? _seed;
        _logProbs.Add(choice.LogProbs, choice.TopLogprobs, choice.Delta?.Content ?? choice.Delta?.ReasoningText, choice.Delta?.TokenId);
        _unknown.Add(choice);
        if (choice.Delta is not { } delta)
            return;

        _role = delta.Role ?? _role;
        if (delta.Content is not null)
        {
            _hasContent = true;
            _content.Append(delta.Content);
        }

        if (delta.Reasoning is not null)
            (_reasoning ??= new()).Append(delta.Reasoning);
        if (delta.ReasoningContent is not null)
            (_reasoningContent ??= new()).Append(delta.ReasoningContent);
        if (delta.ToolCalls is not null)
            _toolCalls.Add(delta.ToolCalls);
        if (delta.FunctionCall is { } call)
            _functionCall = Join(_functionCall, call);
        _unknownOfMessage.Add(delta);
    }

    public ChatChoice Build() => new()
    {
        Index = index,
        FinishReason = _finishReason,
        Seed = _seed,
        LogProbs = _logProbs.Build(),
        Message = new ChatMessage
        {
            Role = _role ?? ChatRole.Assistant,
            Content = _hasContent ? (ChatContent)Text : null,
            Reasoning = _reasoning?.ToString(),
            ReasoningContent = _reasoningContent?.ToString(),
            ToolCalls = _toolCalls.Build(),
            FunctionCall = _functionCall,
            ExtensionData = _unknownOfMessage.Build(),
        },
        ExtensionData = _unknown.Build(),
    };

    /// <summary>Pieces of a call: the name comes once, the arguments bit by bit.</summary>
    internal static FunctionCall Join(FunctionCall? whole, FunctionCall piece) => new()
    {
        Name = piece.Name is { Length: > 0 } ? piece.Name : whole?.Name,
        Arguments = whole?.Arguments + piece.Arguments,
        ExtensionData = piece.ExtensionData ?? whole?.ExtensionData,
    };
}
