namespace TogetherAI;

/// <summary>
/// Names, units and buckets of the OpenTelemetry semantic conventions for generative AI, as of version 1.41 of the semantic conventions,
/// the last one to hold them. They are still in development: a change of names is a change of this file and its version.
/// </summary>
internal static class GenAiConventions
{
    public const string SchemaUrl = "https://opentelemetry.io/schemas/1.41.0";

    /// <summary>The conventions list no value for together.ai; the form is that of <c>mistral_ai</c> and <c>x_ai</c>.</summary>
    public const string Provider = "together_ai";

    public const string OperationName = "gen_ai.operation.name";
    public const string ProviderName = "gen_ai.provider.name";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string ErrorType = "error.type";
    public const string TokenType = "gen_ai.token.type";

    public const string RequestModel = "gen_ai.request.model";
    public const string RequestStream = "gen_ai.request.stream";
    public const string RequestMaxTokens = "gen_ai.request.max_tokens";
    public const string RequestTemperature = "gen_ai.request.temperature";
    public const string RequestTopP = "gen_ai.request.top_p";
    public const string RequestTopK = "gen_ai.request.top_k";
    public const string RequestSeed = "gen_ai.request.seed";
    public const string RequestStopSequences = "gen_ai.request.stop_sequences";
    public const string RequestFrequencyPenalty = "gen_ai.request.frequency_penalty";
    public const string RequestPresencePenalty = "gen_ai.request.presence_penalty";
    public const string RequestChoiceCount = "gen_ai.request.choice.count";
    public const string OutputType = "gen_ai.output.type";

    public const string ResponseId = "gen_ai.response.id";
    public const string ResponseModel = "gen_ai.response.model";
    public const string ResponseFinishReasons = "gen_ai.response.finish_reasons";
    public const string ResponseTimeToFirstChunk = "gen_ai.response.time_to_first_chunk";

    public const string UsageInputTokens = "gen_ai.usage.input_tokens";
    public const string UsageOutputTokens = "gen_ai.usage.output_tokens";
    public const string UsageCachedTokens = "gen_ai.usage.cache_read.input_tokens";
    public const string UsageReasoningTokens = "gen_ai.usage.reasoning.output_tokens";

    public const string InputMessages = "gen_ai.input.messages";
    public const string OutputMessages = "gen_ai.output.messages";

    // Not of the conventions; named after the provider, as they ask.
    public const string RequestId = "together_ai.request.id";
    public const string RetryEvent = "together_ai.retry";
    public const string RetryAttempt = "together_ai.retry.attempt";
    public const string RetryReason = "together_ai.retry.reason";
    public const string RetryWait = "together_ai.retry.wait";

    public const string OperationDuration = "gen_ai.client.operation.duration";
    public const string TokenUsage = "gen_ai.client.token.usage";
    public const string TimeToFirstChunk = "gen_ai.client.operation.time_to_first_chunk";
    public const string TimePerOutputChunk = "gen_ai.client.operation.time_per_output_chunk";

    // The conventions know this one as the server's (gen_ai.server.time_per_output_token). Measured here it holds the network too, so it
    // must not go by that name.
    public const string TimePerOutputToken = "together_ai.client.operation.time_per_output_token";

    public const string Seconds = "s";
    public const string Tokens = "{token}";

    public static double[] DurationBuckets => [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];

    public static int[] TokenBuckets =>
        [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];

    public static double[] TimePerOutputTokenBuckets => [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0, 2.5];
}
