/*
code: PROJECT_STATUS_DATES
layer: record
severity: warning
message:
  da: 'Projektet er kun ansøgt, men skulle være begyndt {start}.'
  en: 'The project is only applied for, but was to start on {start}.'
remedy:
  da: 'Ret status til bevilget eller afslag, eller flyt startdatoen.'
  en: 'Change the status to awarded or rejected, or move the start date.'
*/
SELECT delivery_id, source_row, 'application_status' AS field, application_status AS value,
  json_object('start', start_date::VARCHAR) AS params
FROM typed.projects
WHERE application_status = 'applied' AND year(start_date) <= reference_year - 1
