using System.Text;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Answers;

/// <summary>A whole choice, put together from its pieces.</summary>
internal sealed class ChoiceText
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _reasoning = new();

    public string Text => _text.ToString();

    /// <summary>Null where the model showed none.</summary>
    public string? Reasoning => _reasoning.Length > 0 ? _reasoning.ToString() : null;

    public List<WireToolCall> ToolCalls { get; } = [];

    /// <summary>Null where none were asked for.</summary>
    public WireLogProbs? LogProbs { get; private init; }

    public int Tokens { get; private set; }

    public string FinishReason { get; private set; } = "";

    public static async Task<ChoiceText[]> ReadAsync(Answer answer, GenerationCall call, CancellationToken cancellationToken)
    {
        ChoiceText[] choices = new ChoiceText[call.Choices];
        for (int i = 0; i < choices.Length; i++)
            choices[i] = new ChoiceText { LogProbs = call.LogProbs is null ? null : new WireLogProbs() };
        var pieces = ChoiceReader.ReadAllAsync(answer, call.Choices, cancellationToken);
        await foreach ((int choice, AnswerPiece piece, _) in pieces.ConfigureAwait(false))
            choices[choice].Add(piece);
        return choices;
    }

    private void Add(AnswerPiece piece)
    {
        _text.Append(piece.Text);
        _reasoning.Append(piece.Reasoning);
        if (piece.ToolCall is { Id: not null } tool)
            ToolCalls.Add(tool);
        else if (piece.ToolCall is { } more)
            ToolCalls[^1] = ToolCalls[^1] with { Function = ToolCalls[^1].Function with { Arguments = ToolCalls[^1].Function.Arguments + more.Function.Arguments } };
        FinishReason = piece.FinishReason ?? FinishReason;
        if (piece.TokenId is not { } token)
            return;
        Tokens++;
        LogProbs?.Add(token, piece.TokenText, piece.LogProb, piece.TopLogProbs);
    }
}
