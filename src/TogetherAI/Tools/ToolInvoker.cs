using System.Text.Json;
using Microsoft.Extensions.AI;

namespace TogetherAI;

/// <summary>Makes the calls that a model asks for. Whatever goes wrong is an answer as well: the model may know better the next time.</summary>
internal sealed class ToolInvoker
{
    private const int MaxError = 1000;

    private readonly Dictionary<string, AIFunction> _functions = new(StringComparer.Ordinal);
    private readonly ToolLoopOptions _options;

    public ToolInvoker(IReadOnlyList<AIFunction> functions, ToolLoopOptions options)
    {
        _options = options;
        foreach (AIFunction function in functions)
        {
            ArgumentNullException.ThrowIfNull(function, nameof(functions));
            if (function.GetService<ApprovalRequiredAIFunction>() is not null)
            {
                throw new ArgumentException(
                    $"The function '{function.Name}' wants somebody's approval before it is called, which this loop cannot ask for.", nameof(functions));
            }

            if (!_functions.TryAdd(function.Name, function))
                throw new ArgumentException($"Two functions are called '{function.Name}'. The model could not tell them apart.", nameof(functions));
        }
    }

    public bool Knows(string? name) => name is not null && _functions.ContainsKey(name);

    public async Task<ChatMessage[]> AnswerAsync(IReadOnlyList<ToolCall> calls, CancellationToken cancellationToken)
    {
        if (_options.ParallelCalls)
            return await Task.WhenAll(calls.Select(call => Task.Run(() => AnswerAsync(call, cancellationToken), CancellationToken.None))).ConfigureAwait(false);
        ChatMessage[] answers = new ChatMessage[calls.Count];
        for (int i = 0; i < answers.Length; i++)
            answers[i] = await AnswerAsync(calls[i], cancellationToken).ConfigureAwait(false);
        return answers;
    }

    private async Task<ChatMessage> AnswerAsync(ToolCall call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ChatMessage.Tool(call.Id!, await InvokeAsync(call.Function, cancellationToken).ConfigureAwait(false));
    }

    private async Task<string> InvokeAsync(FunctionCall? call, CancellationToken cancellationToken)
    {
        if (call?.Name is null || !_functions.TryGetValue(call.Name, out AIFunction? function))
            return $"Error: there is no function '{call?.Name}'. There are: {string.Join(", ", _functions.Keys)}.";
        AIFunctionArguments arguments;
        try
        {
            arguments = new AIFunctionArguments(FunctionTools.ParseArguments(call.Arguments)) { Services = _options.Services };
        }
        catch (JsonException exception)
        {
            return "Error: the arguments are not a JSON object. " + exception.Message;
        }

        try
        {
            object? result = await function.InvokeAsync(arguments, cancellationToken).ConfigureAwait(false);
            return FunctionTools.ToText(result, function.JsonSerializerOptions);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception) when (!_options.ThrowOnError)
        {
            return "Error: " + (_options.DescribeError?.Invoke(exception) ?? Describe(exception));
        }
    }

    private static string Describe(Exception exception)
    {
        // Some exceptions bring a stack trace in their message.
        int trace = exception.Message.IndexOf("\n   at ", StringComparison.Ordinal);
        string message = (trace < 0 ? exception.Message : exception.Message[..trace]).TrimEnd();
        return message.Length <= MaxError ? message : message[..MaxError] + "…";
    }
}
