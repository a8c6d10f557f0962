using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Answers;

/// <summary>What chat and completion requests have in common, checked.</summary>
internal record GenerationCall
{
    public GenerationCall(FieldReader fields)
    {
        Model = fields.Text("model");
        Stream = fields.Flag("stream");
        Choices = fields.Integer("n", 1, 128) ?? 1;
        MaxTokens = fields.Integer("max_tokens", 1);
        Stop = fields.Strings("stop");
        if (Stop.Contains(""))
            throw ApiException.Invalid("stop", "stop holds an empty string, which would end every answer before it began.");
        Temperature = fields.Number("temperature", 0, 2);
        TopP = fields.Number("top_p", 0, 1);
        TopK = fields.Integer("top_k", -1);
        MinP = fields.Number("min_p", 0, 1);
        RepetitionPenalty = fields.Number("repetition_penalty", 0.01, 10);
        PresencePenalty = fields.Number("presence_penalty", -2, 2);
        FrequencyPenalty = fields.Number("frequency_penalty", -2, 2);
        LogitBias = fields.NumberByToken("logit_bias", -100, 100);
        Seed = fields.LongInteger("seed");
        LogProbs = fields.Integer("logprobs", 0, 20);
        Echo = fields.Flag("echo");
        Truncate = fields.Choice("context_length_exceeded_behavior", "truncate", "error") == "truncate";
    }

    public string Model { get; }

    public bool Stream { get; }

    public int Choices { get; }

    public int? MaxTokens { get; }

    public IReadOnlyList<string> Stop { get; }

    public float? Temperature { get; }

    public float? TopP { get; }

    /// <summary>Zero and -1 mean no limit.</summary>
    public int? TopK { get; }

    public float? MinP { get; }

    public float? RepetitionPenalty { get; }

    public float? PresencePenalty { get; }

    public float? FrequencyPenalty { get; }

    public IReadOnlyDictionary<int, float> LogitBias { get; }

    public long? Seed { get; }

    /// <summary>How many likely tokens to name at each step; null where no log-probabilities are wanted.</summary>
    public int? LogProbs { get; }

    public bool Echo { get; }

    /// <summary>Where prompt and limit together exceed the context: shorten the limit instead of refusing.</summary>
    public bool Truncate { get; }
}
