using TogetherAI.Engine.Constraints;
using TogetherAI.Local.Answers;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Completions;

/// <summary>A completion request, checked.</summary>
internal sealed record CompletionCall : GenerationCall
{
    public CompletionCall(FieldReader fields)
        : base(fields)
    {
        Prompt = fields.Text("prompt");
        fields.Object("response_format");
        Constraint = FormatConstraint.Of(fields);
    }

    public string Prompt { get; }

    /// <summary>What the model is held to; null where it may say anything.</summary>
    public OutputConstraint? Constraint { get; }
}
