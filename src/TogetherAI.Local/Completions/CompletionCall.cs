using TogetherAI.Local.Answers;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Completions;

/// <summary>A completion request, checked.</summary>
internal sealed record CompletionCall : GenerationCall
{
    public CompletionCall(FieldReader fields)
        : base(fields) => Prompt = fields.Text("prompt");

    public string Prompt { get; }
}
