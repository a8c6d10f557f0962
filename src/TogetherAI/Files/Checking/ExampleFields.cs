namespace TogetherAI;

/// <summary>The fields that tell the form of an example for fine-tuning.</summary>
[Flags]
internal enum ExampleFields
{
    None = 0,
    Messages = 1,
    Text = 2,
    Prompt = 4,
    Completion = 8,
    Input = 16,
    Preferred = 32,
    NonPreferred = 64,
}
