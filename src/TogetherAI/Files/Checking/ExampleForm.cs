using System.Text.Json;

namespace TogetherAI;

/// <summary>The forms that an example for fine-tuning can have.</summary>
internal static class ExampleForm
{
    private const ExampleFields Pair = ExampleFields.Prompt | ExampleFields.Completion;
    private const ExampleFields Preference = ExampleFields.Input | ExampleFields.Preferred | ExampleFields.NonPreferred;

    public static ExampleFields FieldOf(ref Utf8JsonReader json) =>
        json.ValueTextEquals("messages"u8) ? ExampleFields.Messages
        : json.ValueTextEquals("text"u8) ? ExampleFields.Text
        : json.ValueTextEquals("prompt"u8) ? ExampleFields.Prompt
        : json.ValueTextEquals("completion"u8) ? ExampleFields.Completion
        : json.ValueTextEquals("input"u8) ? ExampleFields.Input
        : json.ValueTextEquals("preferred_output"u8) ? ExampleFields.Preferred
        : json.ValueTextEquals("non_preferred_output"u8) ? ExampleFields.NonPreferred
        : ExampleFields.None;

    public static string NameOf(ExampleFields field) => field switch
    {
        ExampleFields.Text => "text",
        ExampleFields.Prompt => "prompt",
        _ => "completion",
    };

    /// <summary>The form of an example with these fields; null where it has none.</summary>
    public static string? Of(ExampleFields fields) =>
        fields.HasFlag(ExampleFields.Messages) ? "messages"
        : fields.HasFlag(Preference) ? "input+preferred_output+non_preferred_output"
        : fields.HasFlag(Pair) ? "prompt+completion"
        : fields.HasFlag(ExampleFields.Text) ? "text"
        : null;
}
