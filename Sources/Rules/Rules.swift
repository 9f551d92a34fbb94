// Rules — judges readings: conditions, hysteresis, freshness, folding, dependencies → status with reason.
//
// Pure: it reads no clock, no file, no network; time is a parameter.
