namespace TogetherAI;

/// <summary>One hour of the week or of the day, or all of them, with its mean load. Immutable.</summary>
/// <param name="Day">The day; null where days are not told apart.</param>
/// <param name="Hour">The hour; null where hours are not told apart.</param>
/// <param name="HoursOfMonth">How many hours of a month it stands for.</param>
/// <param name="Requests">Requests an hour.</param>
/// <param name="PromptTokens">Tokens of prompts an hour.</param>
/// <param name="CompletionTokens">Generated tokens an hour.</param>
internal sealed record CalendarSlot(DayOfWeek? Day, int? Hour, double HoursOfMonth, double Requests, double PromptTokens, double CompletionTokens)
{
    /// <summary>What serverless takes for an hour of it.</summary>
    public decimal UsdPerHour(TokenPrice price) =>
        (((decimal)PromptTokens * price.InputPerMillion) + ((decimal)CompletionTokens * price.OutputPerMillion)) / 1_000_000m;
}
