namespace TogetherAI.Engine.Templates.Values;

/// <summary>
/// A fault that does not know its place; the evaluator adds the line and makes a <see cref="ChatTemplateException"/> of it.
/// </summary>
internal sealed class TemplateFault(string message, bool raisedByTemplate = false) : Exception(message)
{
    public bool RaisedByTemplate => raisedByTemplate;
}
