namespace TogetherAI.ApiTour;

/// <summary>An operation cannot be called here, and that is nobody's fault.</summary>
internal sealed class SkipException(string why) : Exception(why);
