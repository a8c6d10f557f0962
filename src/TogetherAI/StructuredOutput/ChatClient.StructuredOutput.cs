using System.Text.Json.Serialization.Metadata;

namespace TogetherAI;

/// <content>Answers that are values of a type.</content>
public sealed partial class ChatClient
{
    /// <summary>
    /// Lets a model answer with a value of a type. The type's JSON Schema is worked out from its contract and asked for as the answer's form;
    /// the answer is read with the same contract. Not every model can be held to a schema: one that cannot answers with an error, or with
    /// something else, which is then a <see cref="TogetherStructuredOutputException"/>.
    /// </summary>
    /// <typeparam name="T">
    /// The type of the value. <c>[Description]</c> on it and on its properties goes to the model. A type whose JSON is no object, such as a
    /// list, is asked for inside one, as its <c>value</c>.
    /// </typeparam>
    /// <param name="request">The conversation. Its <see cref="ChatRequest.ResponseFormat"/> must be null: the type says it.</param>
    /// <param name="type">The type's contract, such as <c>AppJson.Default.Person</c>. Schemas are kept with it, so use the same one each time.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The value, and the answer it was in.</returns>
    /// <exception cref="TogetherStructuredOutputException">The answer was cut off, filtered, refused, or is no JSON of the type.</exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="ArgumentException">The request has a response format of its own.</exception>
    /// <exception cref="NotSupportedException">The type's contract cannot be told as a schema.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<ChatResponse<T>> CreateAsync<T>(ChatRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(type);
        if (request.ResponseFormat is not null)
            throw new ArgumentException("The type says what form the answer has. Leave ResponseFormat out of the request.", nameof(request));

        AnswerSchema schema = AnswerSchema.Of(type);
        ChatResponse response = await CreateAsync(request with { ResponseFormat = schema.Format }, cancellationToken).ConfigureAwait(false);
        return new ChatResponse<T>(AnswerReader.Read(response, type, schema.IsWrapped), response);
    }
}
