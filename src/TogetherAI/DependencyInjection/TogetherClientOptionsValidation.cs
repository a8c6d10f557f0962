using Microsoft.Extensions.Options;

namespace TogetherAI;

/// <summary>Checks options when the host starts, so that a mistake shows there and not at the first call. Thread-safe.</summary>
internal sealed class TogetherClientOptionsValidation : IValidateOptions<TogetherClientOptions>
{
    public ValidateOptionsResult Validate(string? name, TogetherClientOptions options)
    {
        IReadOnlyList<string> faults = OptionsValidator.Validate(options);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
