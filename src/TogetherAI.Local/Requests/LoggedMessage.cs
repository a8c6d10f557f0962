namespace TogetherAI.Local;

/// <summary>One message of a chat request as the server received it. Immutable.</summary>
/// <param name="Role">The role as sent: <c>system</c>, <c>user</c>, <c>assistant</c>, <c>tool</c>; empty where none was sent.</param>
/// <param name="Text">The text; of a content in parts, the text parts in a row. Empty where there is none.</param>
public sealed record LoggedMessage(string Role, string Text);
