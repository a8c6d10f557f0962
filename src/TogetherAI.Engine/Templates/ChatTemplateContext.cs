using System.Text.Json.Nodes;

namespace TogetherAI.Engine.Templates;

/// <summary>What a chat template is given to render. The JSON is read while rendering and never changed.</summary>
/// <remarks>Thread-safe as long as nobody changes the JSON it holds.</remarks>
public sealed record ChatTemplateContext
{
    /// <summary>The conversation (<c>messages</c>), as the API takes it: objects with <c>role</c>, <c>content</c> and more.</summary>
    public required JsonArray Messages { get; init; }

    /// <summary>
    /// The tools the model may call (<c>tools</c>), as the API takes them. Default <see langword="null"/>, which the template sees as
    /// <c>none</c>.
    /// </summary>
    public JsonArray? Tools { get; init; }

    /// <summary>
    /// Whether the prompt ends where the assistant's answer begins (<c>add_generation_prompt</c>). Default <see langword="true"/>.
    /// </summary>
    public bool AddGenerationPrompt { get; init; } = true;

    /// <summary>
    /// The written form of the beginning-of-sequence token (<c>bos_token</c>). Default <see langword="null"/>: undefined in the template.
    /// </summary>
    public string? BosToken { get; init; }

    /// <summary>
    /// The written form of the end-of-sequence token (<c>eos_token</c>). Default <see langword="null"/>: undefined in the template.
    /// </summary>
    public string? EosToken { get; init; }

    /// <summary>
    /// Further variables, such as the <c>chat_template_kwargs</c> of a request (<c>enable_thinking</c>…). They win over those above.
    /// Default <see langword="null"/>.
    /// </summary>
    public JsonObject? Variables { get; init; }

    /// <summary>What <c>strftime_now</c> takes the local time from. Default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
